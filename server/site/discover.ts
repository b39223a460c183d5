/** Finds the decks on disk: a folder of decks, one deck's folder, or one file. */
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';

/** One deck's place on disk. */
export interface DeckFiles {
  /** The deck's address. */
  readonly name: string;
  /** Absolute path of its main file. */
  readonly file: string;
  readonly format: 'markdown' | 'html';
  /** Absolute path of the folder that its references are relative to. */
  readonly directory: string;
  /** Whether the folder is the deck's alone, so that pictures in it are the deck's without being named. */
  readonly ownsDirectory: boolean;
}

/** What PATH holds. */
export interface Discovered {
  /** Absolute path of the folder that holds the decks and may hold a site.yml. */
  readonly root: string;
  readonly decks: readonly DeckFiles[];
  /** Names of the folders in `root` that hold no deck: their files belong to the whole site. */
  readonly shared: readonly string[];
}

/** A mistake in what is served, told to whoever runs the server in one sentence. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
}

/** Main files of a deck's folder, the first that is there wins; `<folder>.md` comes before the HTML forms. */
const MARKDOWN_MAIN = ['deck.md', 'slides.md', 'content.md', 'index.md'];
const HTML_MAIN = ['deck.html', 'index.html'];

/** Files that stand beside decks and are none, by name without ending. */
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

/** Folders that are never looked into. */
const IGNORED: ReadonlySet<string> = new Set(['node_modules', 'bower_components']);

/**
 * Looks at PATH.
 * @throws SiteError where there is nothing to serve, it can't be read, or two decks have one address.
 */
export function discover(path: string): Discovered {
  const absolute = resolve(path);
  const stats = statSync(absolute, { throwIfNoEntry: false });
  if (!stats)
    throw new SiteError(`There is no ${path}. Name a folder of decks, a deck's folder, or a Markdown file.`);
  const found = stats.isDirectory() ? discoverFolder(absolute) : discoverFile(absolute, path);
  if (found.decks.length === 0) {
    throw new SiteError(
      `There is no deck in ${path}. A deck is a folder with a deck.md, or a file such as talk.md.`,
    );
  }
  refuseDoubles(found);
  return found;
}

/** Entries of a folder in a stable order, without what is hidden. @throws SiteError where it can't be read. */
export function readFolder(directory: string): Dirent[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.name.startsWith('.') && !IGNORED.has(entry.name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new SiteError(
      `The folder ${directory} can't be read (${reasonOf(error)}). Give the server's user the right to read it.`,
    );
  }
}

/** The system's word for a failure, such as `EACCES`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function discoverFile(file: string, path: string): Discovered {
  const format = formatOf(file);
  if (!format)
    throw new SiteError(`${path} is no deck. A deck is a Markdown file (.md) or a run of sections (.html).`);
  const directory = dirname(file);
  const stem = basename(file, extname(file));
  const isMain = isMainFile(basename(file), basename(directory));
  const deck = { name: isMain ? basename(directory) : stem, file, format, directory, ownsDirectory: isMain };
  return { root: isMain ? dirname(directory) : directory, decks: [deck], shared: [] };
}

function discoverFolder(root: string): Discovered {
  const own = deckIn(root);
  if (own) return { root: dirname(root), decks: [own], shared: [] };
  const decks: DeckFiles[] = [];
  const shared: string[] = [];
  for (const entry of readFolder(root)) {
    const path = join(root, entry.name);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && isFolderInside(path, root));
    if (isFolder) {
      const deck = deckIn(path);
      if (deck) decks.push(deck);
      else shared.push(entry.name);
    } else if (/\.(?:md|markdown)$/i.test(entry.name)) {
      const name = basename(entry.name, extname(entry.name));
      if (!NOT_DECKS.has(name.toLowerCase())) {
        decks.push({ name, file: path, format: 'markdown', directory: root, ownsDirectory: false });
      }
    }
  }
  return { root, decks, shared };
}

function deckIn(directory: string): DeckFiles | undefined {
  const name = basename(directory);
  const names = new Set(
    readFolder(directory)
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name),
  );
  const main = [...MARKDOWN_MAIN, `${name}.md`, ...HTML_MAIN].find((file) => names.has(file));
  const format = main === undefined ? undefined : formatOf(main);
  if (main === undefined || !format) return undefined;
  return { name, file: join(directory, main), format, directory, ownsDirectory: true };
}

function formatOf(file: string): DeckFiles['format'] | undefined {
  if (/\.(?:md|markdown)$/i.test(file)) return 'markdown';
  return /\.html?$/i.test(file) ? 'html' : undefined;
}

function isMainFile(file: string, folder: string): boolean {
  return [...MARKDOWN_MAIN, ...HTML_MAIN, `${folder}.md`].includes(file);
}

function isFolderInside(path: string, root: string): boolean {
  return isInside(path, root) && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** Whether a path, its links followed, stays inside a folder; false where it leads nowhere. */
export function isInside(path: string, root: string): boolean {
  try {
    const way = relative(realpathSync(root), realpathSync(path));
    return way !== '..' && !way.startsWith(`..${sep}`) && resolve(way) !== way;
  } catch {
    return false;
  }
}

function refuseDoubles({ decks, root }: Discovered): void {
  const byName = new Map<string, DeckFiles>();
  for (const deck of decks) {
    const other = byName.get(deck.name);
    if (other) {
      const [a, b] = [other, deck].map(({ file }) => relative(root, file));
      throw new SiteError(`Two decks have the address /${deck.name}/: ${a} and ${b}. Rename one of them.`);
    }
    byName.set(deck.name, deck);
  }
}
