/** Reads folders: what is in them, without what is hidden and without links that lead outside. */
import { type Dirent, existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { reasonOf, SiteError } from './error.ts';
import { isHidden, isPublic } from './file-types.ts';
import { isInside, leadsOut, realWay, slashed } from './paths.ts';

/** Folders that are never looked into. */
const IGNORED: ReadonlySet<string> = new Set(['node_modules', 'bower_components']);

/** Files deeper than this are not looked for; it ends a folder that links to itself. */
const MAX_DEPTH = 12;

/** Something in the folder that is served which is not served itself, while all else is. */
export interface Unserved {
  /** Absolute path. */
  readonly path: string;
  readonly reason: string;
  /** What to do about it. */
  readonly hint: string;
}

/** It as a sentence for whoever runs the server. */
export function sentenceOf({ reason, hint }: Unserved): string {
  return `${reason}. ${hint}`;
}

/** Entries of a folder in a stable order, without what is hidden. @throws SiteError where it can't be read. */
export function readFolder(directory: string): Dirent[] {
  const found = lookInto(directory);
  if (Array.isArray(found)) return found;
  throw new SiteError(sentenceOf(found));
}

function lookInto(directory: string): Dirent[] | Unserved {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    // One that may be listed but not entered tells names, and nothing of what they stand for.
    statSync(`${directory}${sep}.`);
    return entries
      .filter(({ name }) => !name.startsWith('.') && !IGNORED.has(name) && !isBuilt(name, directory))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return unreadable('folder', directory, reasonOf(error));
  }
}

/** What to say of something that can't be read; `why` is the system's word for it. */
export function unreadable(kind: 'file' | 'folder', path: string, why: string): Unserved {
  return {
    path,
    reason: `The ${kind} ${path} can't be read (${why})`,
    hint: "Give the server's user the right to read it.",
  };
}

/** Whether a folder is what `lectern build` wrote: copies of decks, which are not to be served beside them. */
function isBuilt(name: string, directory: string): boolean {
  return name === 'dist' && existsSync(join(directory, name, 'lectern.mjs'));
}

/** What an entry of a folder is once its link, if it is one, is followed. */
export type Kind = 'file' | 'folder' | 'outside' | 'nothing';

/** Follows an entry at `path`; `outside` is a link that leads out of `root` or to something hidden in it. */
export function kindOf(entry: Dirent, path: string, root: string): Kind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'nothing';
  const way = realWay(path, root);
  if (way === undefined) return 'nothing';
  if (!isInside(path, root) || isHidden(slashed(way))) return 'outside';
  const stats = statsOf(path);
  return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : 'nothing';
}

/** What to say of a link in `root`, which people know as `shown`, that is not followed. */
export function linkedAway(path: string, root: string, shown = root): Unserved {
  const way = realWay(path, root) ?? '';
  const where = leadsOut(way) ? `out of ${shown}` : 'to something hidden';
  const name = slashed(relative(root, path));
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
  /** Folders below that can't be read, and links that are not followed: all else is served all the same. */
  readonly problems: readonly Unserved[];
}

/** Lists all files below a folder: nothing hidden, and no link that leads outside of it. */
export function listFiles(directory: string): FileList {
  const paths: string[] = [];
  const problems: Unserved[] = [];
  const visit = (folder: string, prefix: string, depth: number) => {
    for (const entry of entriesOf(folder, problems)) {
      const path = join(folder, entry.name);
      const kind = kindOf(entry, path, directory);
      if (kind === 'file') paths.push(prefix + entry.name);
      if (kind === 'folder' && depth < MAX_DEPTH) visit(path, `${prefix}${entry.name}/`, depth + 1);
      // What would not be served by itself is nobody's loss.
      if (kind === 'outside' && (isPublic(entry.name) || isFolder(path)))
        problems.push(linkedAway(path, directory, basename(directory)));
    }
  };
  visit(directory, '', 0);
  return { paths, problems };
}

/** Whether there is something at a path by that very name: some disks know it by other cases of letters, too. */
export function isThere(path: string): boolean {
  try {
    return readdirSync(dirname(path)).includes(basename(path));
  } catch {
    return false;
  }
}

/** Whether a path is that of a folder, or of a link to one. */
export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() ?? false;
}

/** What is at a path, links followed; undefined where nothing is, or nothing that this user may look at. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A folder on the way may not be entered, its disk may be failing, and what stands in an address may be no path at all.
    return undefined;
  }
}

/** The entries of a folder; none, and one more in `problems`, where it can't be read. */
export function entriesOf(folder: string, problems: Unserved[]): Dirent[] {
  const found = lookInto(folder);
  if (Array.isArray(found)) return found;
  problems.push(found);
  return [];
}
