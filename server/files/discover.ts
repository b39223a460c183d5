/** Finds the decks on disk: a folder of decks, one deck's folder, or one file. */
import { existsSync, readdirSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { nearest } from '../deck/model/nearest.ts';
import type { DeckFiles } from './deck-files.ts';
import { formatOf, importable, mainFiles, offer, offersIn } from './deck-names.ts';
import { deckOf, findDecks, openFolder } from './find-decks.ts';
import { displayPath } from './paths.ts';
import { readFolder, sentenceOf, type Unserved } from './read-folder.ts';
import { REVEAL_MD_FILES } from './reveal-md-folders.ts';
import { reasonOf, SiteError } from './site-error.ts';
import { findName } from './unicode-names.ts';

/** The contents of PATH. */
export interface Discovered {
  /** Absolute path of the folder with the decks, and perhaps a site.yml. */
  readonly root: string;
  readonly decks: readonly DeckFiles[];
  /** Names of folders in `root` that are no deck's own; their files belong to the whole site. */
  readonly shared: readonly string[];
  /** Absolute paths of Markdown files directly in `root` that are no decks. */
  readonly prose: readonly string[];
  /** Whether files directly in `root` belong to the whole site, too; not where `root` is only above the one deck. */
  readonly sharesRoot: boolean;
  /** Decks and folders that cannot be served. */
  readonly problems: readonly Unserved[];
}

/** The folder in which one stands; `lectern` alone means it, too. It may be anything, such as one's documents. */
const CURRENT = '.';

/** First parts of addresses that the server uses itself. */
const RESERVED: ReadonlySet<string> = new Set(['_', 'healthz']);

/**
 * Finds the decks of PATH.
 * @throws SiteError where there is nothing to serve, it cannot be read, or two decks have the same address.
 */
export function discover(path: string): Discovered {
  const absolute = resolve(path);
  const stats = statNamed(path, "Name a folder of decks, a deck's folder, or a Markdown file.");
  const found = stats.isDirectory()
    ? discoverFolder(absolute, path !== CURRENT)
    : discoverFile(absolute, path);
  if (found.decks.length === 0) {
    throw new SiteError(
      [
        `There is no deck in ${path === CURRENT ? 'this folder' : path}. A deck is a folder with a deck.md, or a file such as talk.md.`,
        ...[...found.problems, ...proseIn(found.prose)].map(sentenceOf),
        ...(stats.isDirectory() ? offersIn(absolute, path) : []),
      ].join(' '),
    );
  }
  rejectDuplicates(found);
  return found;
}

/** Returns what is at a path that the operator named: a file or a folder. @throws SiteError, with `remedy` as its end */
export function statNamed(path: string, remedy: string): Stats {
  const absolute = resolve(path);
  let stats: Stats | undefined;
  try {
    stats = statSync(absolute, { throwIfNoEntry: false });
  } catch (error) {
    throw new SiteError(
      `${path} can't be read (${reasonOf(error)}). Check the path, and that the server's user may read it.`,
    );
  }
  if (stats?.isFile() || stats?.isDirectory()) return stats;
  // Opening a pipe would wait for whoever writes to it, perhaps for ever.
  if (stats) throw new SiteError(`${path} is neither a file nor a folder. ${remedy}`);
  const target = targetOf(absolute);
  if (target !== undefined)
    throw new SiteError(`${path} is a link to ${target}, which is not there. ${remedy}`);
  const close = nearName(absolute);
  const hint = close === undefined ? remedy : `Did you mean ${join(dirname(path), close)}?`;
  throw new SiteError(`There is no file or folder ${path}. ${hint}`);
}

/** Returns where a link leads; undefined for what is none. */
function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** Returns the deck or folder beside a path that was meant: one of that name with an ending, else one of a near name. */
function nearName(path: string): string | undefined {
  const wanted = basename(path);
  const names = namesBeside(path);
  return names.find((name) => basename(name, extname(name)) === wanted) ?? nearest(wanted, names);
}

/** Returns the names of decks and folders in the folder of a path; none where that cannot be read. */
function namesBeside(path: string): readonly string[] {
  try {
    return readdirSync(dirname(path), { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || formatOf(entry.name)))
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

function discoverFile(file: string, path: string): Discovered {
  const format = formatOf(file);
  const tool = importable(path);
  if (tool !== undefined) throw new SiteError(offer(path, tool));
  if (!format)
    throw new SiteError(`${path} is no deck. A deck is a Markdown file (.md) or a run of sections (.html).`);
  const directory = dirname(file);
  const isMain = findName(basename(file), mainFiles(directory)) !== undefined;
  const name = (isMain ? basename(directory) : basename(file, extname(file))).normalize();
  const deck = { name, file, format, directory, ownsDirectory: isMain };
  const root = isMain ? dirname(directory) : directory;
  // Decks of reveal-md name files from its folder on.
  const isRevealMd = REVEAL_MD_FILES.some((each) => existsSync(join(directory, each)));
  const shared = isRevealMd && !isMain ? findDecks(directory, true).shared : [];
  return { root, sharesRoot: !isMain, decks: [deck], shared, prose: [], problems: [] };
}

function discoverFolder(root: string, isNamed: boolean): Discovered {
  const parent = dirname(root);
  const entries = readFolder(root);
  const folder = openFolder(root, entries);
  const own = deckOf(entries, folder, parent);
  const onlyOwn = own && {
    root: parent,
    sharesRoot: false,
    decks: [own],
    shared: [],
    prose: [],
    problems: [],
  };
  if (onlyOwn && !folder.isRevealMd) return onlyOwn;
  const found = findDecks(root, isNamed || existsSync(join(root, 'site.yml')));
  // A README.md is a repository's own text, unless it is all that the repository has.
  return onlyOwn && found.decks.length === 0 ? onlyOwn : { root, sharesRoot: true, ...found };
}

/** Returns what is to be told of Markdown that is no deck; `files` are absolute paths in one folder. */
export function proseIn(files: readonly string[]): Unserved[] {
  const [path, ...others] = files;
  if (path === undefined) return [];
  const name = basename(path);
  const what =
    others.length === 0
      ? `${name} is no deck: no line of \`---\` parts slides in it`
      : `${name} and ${others.length} more Markdown file${others.length === 1 ? '' : 's'} here are no decks: no line of \`---\` parts slides in them`;
  return [{ path, reason: what, hint: `Name one to have it served: \`lectern ${name}\`.` }];
}

function rejectDuplicates({ decks, shared, root }: Discovered): void {
  const byName = new Map<string, DeckFiles>();
  for (const deck of decks) {
    const other = byName.get(deck.name);
    if (other) {
      const [a, b] = [other, deck].map(({ file }) => displayPath(root, file));
      throw new SiteError(`Two decks have the address /${deck.name}/: ${a} and ${b}. Rename one of them.`);
    }
    byName.set(deck.name, deck);
  }
  const firsts = [...byName.keys(), ...shared].map((name) => name.replace(/\/.*/s, ''));
  const taken = firsts.find((name) => RESERVED.has(name));
  if (taken !== undefined)
    throw new SiteError(`The address /${taken} is the server's own. Rename ${join(root, taken)}.`);
}
