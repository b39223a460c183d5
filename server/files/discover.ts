/** Finds the decks on disk: a folder of decks, one deck's folder, or one file. */
import { type Stats, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { displayPath } from './paths.ts';
import { entriesOf, kindOf, outsideLink, readFolder, sentenceOf, type Unserved } from './read-folder.ts';
import { reasonOf, SiteError } from './site-error.ts';
import { findName } from './unicode-names.ts';

/** A deck on disk. */
export interface DeckFiles {
  /** The deck's address, in composed letters (Unicode's NFC), as people type them. */
  readonly name: string;
  /** Absolute path of its main file. */
  readonly file: string;
  readonly format: 'markdown' | 'html';
  /** Absolute path of the folder that its references are relative to. */
  readonly directory: string;
  /** Whether the folder belongs to this deck alone, so that pictures in it need not be referenced to be public. */
  readonly ownsDirectory: boolean;
}

/** The contents of PATH. */
export interface Discovered {
  /** Absolute path of the folder with the decks, and perhaps a site.yml. */
  readonly root: string;
  readonly decks: readonly DeckFiles[];
  /** Names of folders in `root` without a deck; their files belong to the whole site. */
  readonly shared: readonly string[];
  /** Decks and folders that cannot be served. */
  readonly problems: readonly Unserved[];
}

/** Main files of a deck's folder, in order of preference; `<folder>.md` comes before the HTML forms. */
const MARKDOWN_MAIN = ['deck.md', 'slides.md', 'content.md', 'index.md'];
const HTML_MAIN = ['deck.html', 'index.html'];

/** Markdown files beside decks that are not decks, by name without extension. */
const NOT_DECKS: ReadonlySet<string> = new Set([
  'readme',
  'changelog',
  'contributing',
  'license',
  'licence',
  'code_of_conduct',
  'security',
  'todo',
]);

/** First parts of addresses that the server uses itself. */
const RESERVED: ReadonlySet<string> = new Set(['_', 'healthz']);

/**
 * Finds the decks of PATH.
 * @throws SiteError where there is nothing to serve, it cannot be read, or two decks have the same address.
 */
export function discover(path: string): Discovered {
  const absolute = resolve(path);
  const stats = statsOf(absolute, path);
  const found = stats.isDirectory() ? discoverFolder(absolute) : discoverFile(absolute, path);
  if (found.decks.length === 0) {
    throw new SiteError(
      [
        `There is no deck in ${path === '.' ? 'this folder' : path}. A deck is a folder with a deck.md, or a file such as talk.md.`,
        ...found.problems.map(sentenceOf),
        ...(stats.isDirectory() ? offersIn(absolute, path) : []),
      ].join(' '),
    );
  }
  rejectDuplicates(found);
  return found;
}

function statsOf(absolute: string, path: string): Stats {
  let stats: Stats | undefined;
  try {
    stats = statSync(absolute, { throwIfNoEntry: false });
  } catch (error) {
    throw new SiteError(
      `${path} can't be read (${reasonOf(error)}). Check the path, and that the server's user may read it.`,
    );
  }
  if (!stats)
    throw new SiteError(
      `There is no file or folder ${path}. Name a folder of decks, a deck's folder, or a Markdown file.`,
    );
  return stats;
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
  return { root: isMain ? dirname(directory) : directory, decks: [deck], shared: [], problems: [] };
}

function discoverFolder(root: string): Discovered {
  const parent = dirname(root);
  const own = deckIn(root, root);
  if (own) return { root: parent, decks: [own], shared: [], problems: [] };
  const decks: DeckFiles[] = [];
  const shared: string[] = [];
  const problems: Unserved[] = [];
  for (const entry of readFolder(root)) {
    const path = join(root, entry.name);
    const kind = kindOf(entry, path, root);
    const isMarkdown = formatOf(entry.name) === 'markdown';
    if (kind === 'folder') {
      const before = problems.length;
      const deck = deckIn(path, root, problems);
      if (deck) decks.push(deck);
      else if (problems.length === before) shared.push(entry.name);
    } else if (kind === 'outside' && (isMarkdown || extname(entry.name) === '')) {
      problems.push(outsideLink(path, root));
    } else if (kind === 'file' && isMarkdown) {
      const name = basename(entry.name, extname(entry.name)).normalize();
      if (isDeckName(entry.name))
        decks.push({ name, file: path, format: 'markdown', directory: root, ownsDirectory: false });
    }
  }
  return { root, decks, shared, problems };
}

/**
 * Returns the deck of this folder. With `problems`, a folder that cannot be read is added to them; without, it
 * is an error.
 */
function deckIn(directory: string, root: string, problems?: Unserved[]): DeckFiles | undefined {
  const entries = problems ? entriesOf(directory, problems) : readFolder(directory);
  const files = new Set(
    entries
      .filter((entry) => kindOf(entry, join(directory, entry.name), root) === 'file')
      .map((entry) => entry.name),
  );
  const main = mainFiles(directory)
    .map((file) => findName(file, files))
    .find((file) => file !== undefined);
  const format = main === undefined ? undefined : formatOf(main);
  if (main === undefined || !format) return undefined;
  const name = basename(directory).normalize();
  return { name, file: join(directory, main), format, directory, ownsDirectory: true };
}

function mainFiles(directory: string): string[] {
  return [...MARKDOWN_MAIN, `${basename(directory)}.md`, ...HTML_MAIN];
}

/** Returns whether a file of this name may be a single-file deck. */
export function isDeckName(name: string): boolean {
  return formatOf(name) === 'markdown' && !NOT_DECKS.has(basename(name, extname(name)).toLowerCase());
}

/** Tools by the extension of their decks, which are imported and not served. */
const IMPORTED: ReadonlyMap<string, string> = new Map([
  ['.qmd', 'Quarto'],
  ['.rmd', 'R Markdown'],
  ['.rmarkdown', 'R Markdown'],
  ['.pptx', 'PowerPoint'],
]);

/** Returns the tool of a file that can be imported, by its extension. */
function importable(file: string): string | undefined {
  return IMPORTED.get(extname(file).toLowerCase());
}

/** Offers to import a deck of another tool, in a sentence. */
export function offer(path: string, tool: string): string {
  const quoted = /^[\p{L}\p{N}_./\\:@%+=,~-]+$/u.test(path) ? path : `"${path}"`;
  return `${path} was written for ${tool}. This makes a deck of it: lectern import ${quoted}`;
}

function offersIn(folder: string, path: string): string[] {
  return readFolder(folder).flatMap(({ name }) => {
    const tool = importable(name);
    return tool === undefined ? [] : [offer(join(path, name), tool)];
  });
}

function formatOf(file: string): DeckFiles['format'] | undefined {
  if (/\.(?:md|markdown)$/i.test(file)) return 'markdown';
  return /\.html?$/i.test(file) ? 'html' : undefined;
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
  const taken = [...byName.keys(), ...shared].find((name) => RESERVED.has(name));
  if (taken !== undefined)
    throw new SiteError(`The address /${taken} is the server's own. Rename ${join(root, taken)}.`);
}
