/** Reads folders, without hidden entries and links that lead outside. */
import { type Dirent, existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { isHidden, isPublic } from './file-types.ts';
import { isInside, isOutside, relativeRealPath, toPosix } from './paths.ts';
import { reasonOf, SiteError } from './site-error.ts';

/** Folders that are skipped. */
const IGNORED: ReadonlySet<string> = new Set(['node_modules', 'bower_components']);

/** Depth at which listing stops. */
const MAX_DEPTH = 12;

/** A file or folder that cannot be served, while everything else is. */
export interface Unserved {
  /** Absolute path. */
  readonly path: string;
  readonly reason: string;
  /** The remedy. */
  readonly hint: string;
}

/** Returns it as a sentence for the operator. */
export function sentenceOf({ reason, hint }: Unserved): string {
  return `${reason}. ${hint}`;
}

/**
 * Returns the entries of a folder in a stable order, without hidden ones. @throws SiteError where it cannot be
 * read.
 */
export function readFolder(directory: string): Dirent[] {
  const found = listFolder(directory);
  if (Array.isArray(found)) return found;
  throw new SiteError(sentenceOf(found));
}

function listFolder(directory: string): Dirent[] | Unserved {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    // A folder without search permission can be listed, but its entries cannot be read.
    statSync(`${directory}${sep}.`);
    return entries
      .filter(
        (entry) => !entry.name.startsWith('.') && !IGNORED.has(entry.name) && !isWritten(entry, directory),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return unreadable('folder', directory, reasonOf(error));
  }
}

/** Returns the problem of an unreadable file or folder; `why` is the system's error code. */
export function unreadable(kind: 'file' | 'folder', path: string, why: string): Unserved {
  return {
    path,
    reason: `The ${kind} ${path} can't be read (${why})`,
    hint: "Give the server's user the right to read it.",
  };
}

/** A file that `lectern export` writes beside each page, and that nobody else has. */
export const OF_EXPORT = 'reveal.LICENSE.txt';

/** A file that marks a static site of `lectern build`. */
export const OF_SITE = '.lectern-site';

/**
 * Returns whether a folder is the output of `lectern build` or `lectern export`: copies of decks, which must not be
 * served beside them.
 */
function isWritten(entry: Dirent, directory: string): boolean {
  if (entry.isFile()) return false;
  const { name } = entry;
  const marks = name === 'dist' ? ['lectern.mjs'] : [OF_EXPORT, OF_SITE];
  return marks.some((mark) => existsSync(join(directory, name, mark)));
}

/** The kind of a folder's entry, with links followed. */
export type EntryKind = 'file' | 'folder' | 'outside' | 'nothing';

/**
 * Returns the kind of an entry; `outside` is a link out of `root` or to something hidden in it, and a link to a folder in
 * which it stands leads to nothing.
 */
export function kindOf(entry: Dirent, path: string, root: string): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'nothing';
  const way = relativeRealPath(path, root);
  if (way === undefined) return 'nothing';
  if (!isInside(path, root) || isHidden(toPosix(way))) return 'outside';
  const stats = statsOf(path);
  if (stats?.isFile()) return 'file';
  return stats?.isDirectory() && !isRound(path, root) ? 'folder' : 'nothing';
}

/** Returns whether a link below `root` leads back to a folder on the way to it: several such have ways without number. */
function isRound(path: string, root: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (isInside(folder, path)) return true;
    if (folder === root || folder === dirname(folder)) return false;
  }
}

/** Returns the problem of a link that is not followed; `shown` is how people know `root`. */
export function outsideLink(path: string, root: string, shown = root): Unserved {
  const way = relativeRealPath(path, root) ?? '';
  const where = isOutside(way) ? `out of ${shown}` : 'to something hidden';
  const name = toPosix(relative(root, path));
  return {
    path,
    reason: `${name} is a link that leads ${where}: what it leads to is not served`,
    hint: 'Copy it there.',
  };
}

/** The files below a folder. */
export interface FileList {
  /** Paths relative to the folder, with `/`. */
  readonly paths: readonly string[];
  /** Unreadable folders and links that are not followed. */
  readonly problems: readonly Unserved[];
}

/** Lists all files below a folder, without hidden ones and links that lead outside. */
export function listFiles(directory: string): FileList {
  const paths: string[] = [];
  const problems: Unserved[] = [];
  const visit = (folder: string, prefix: string, depth: number) => {
    for (const entry of entriesOf(folder, problems)) {
      const path = join(folder, entry.name);
      const kind = kindOf(entry, path, directory);
      if (kind === 'file') paths.push(prefix + entry.name);
      if (kind === 'folder' && depth < MAX_DEPTH) visit(path, `${prefix}${entry.name}/`, depth + 1);
      // A file that would not be public anyway is not reported.
      if (kind === 'outside' && (isPublic(entry.name) || isFolder(path)))
        problems.push(outsideLink(path, directory, basename(directory)));
    }
  };
  visit(directory, '', 0);
  return { paths, problems };
}

/** Returns whether a path exists in exactly this spelling: some file systems ignore case. */
export function isThere(path: string): boolean {
  try {
    return readdirSync(dirname(path)).includes(basename(path));
  } catch {
    return false;
  }
}

/** Returns whether a path is a folder, or a link to one. */
export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() ?? false;
}

/** Returns the stats of a path, with links followed; undefined where it does not exist or cannot be read. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Permission denied, a failing disk, or an address that is not a valid path.
    return undefined;
  }
}

/** Returns the entries of a folder; if it cannot be read, adds that to `problems` and returns none. */
export function entriesOf(folder: string, problems: Unserved[]): Dirent[] {
  const found = listFolder(folder);
  if (Array.isArray(found)) return found;
  problems.push(found);
  return [];
}
