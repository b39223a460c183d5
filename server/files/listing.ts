/** Lists the files that a deck may refer to: those in its own folder, or those beside a single-file deck. */
import { statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DeckFiles } from './deck-files.ts';
import { isHidden } from './file-types.ts';
import { nearbyFiles } from './nearby-files.ts';
import { isInside, relativeRealPath, toPosix } from './paths.ts';
import { entriesOf, listFiles, type Unserved } from './read-folder.ts';
import { asStored, findName } from './unicode-names.ts';

/** A deck's files, and the folders that cannot be read. */
export interface DeckListing extends Listing {
  /**
   * Files that belong to the deck without being referenced; none for a single-file deck, which shares its
   * folder.
   */
  readonly own: readonly string[];
  readonly problems: readonly Unserved[];
}

/**
 * Lists a deck's files. Main files of decks are sources, and excluded.
 * @param mains absolute paths of all main files
 */
export function listingOf(
  { directory, ownsDirectory }: DeckFiles,
  mains: ReadonlyMap<string, string>,
): DeckListing {
  const isMain = (path: string) => mains.has(join(directory, path));
  return ownsDirectory ? wholeFolder(directory, isMain) : besideFile(directory, isMain);
}

function wholeFolder(directory: string, isMain: (path: string) => boolean): DeckListing {
  const { paths, problems } = listFiles(directory);
  const own = paths.filter((path) => !isMain(path));
  const set = new Set(own);
  return {
    own,
    problems,
    has: (path) => set.has(path),
    find: (path) => findName(path, set),
    [Symbol.iterator]: () => set.values(),
  };
}

/**
 * Looks files up one by one: a single-file deck may be in a large folder, such as a home, which is never listed
 * whole.
 */
function besideFile(directory: string, isMain: (path: string) => boolean): DeckListing {
  return {
    own: [],
    problems: [],
    has: (path) => isFileBelow(path, directory, isMain),
    find(path) {
      const stored = toPosix(relative(directory, asStored(join(directory, path))));
      return [path, stored].find((each) => isFileBelow(each, directory, isMain));
    },
    around: (path) =>
      nearbyFiles(join(directory, path), directory)
        .map((file) => toPosix(relative(directory, file)))
        .filter((way) => isFileBelow(way, directory, isMain)),
    [Symbol.iterator]: () =>
      entriesOf(directory, [])
        .map(({ name }) => name)
        .filter((name) => !isMain(name))
        .values(),
  };
}

function isFileBelow(path: string, directory: string, isMain: (path: string) => boolean): boolean {
  // Only paths as `listFiles` writes them: no `..`, and no other spelling of the same file.
  if (/(?:^|\/)(?:\.{0,2})(?:\/|$)|\\|\0/.test(path)) return false;
  const file = join(directory, path);
  try {
    const way = toPosix(relativeRealPath(file, directory) ?? '.');
    // A main file under another name, through a link or other letter case, is still a source.
    return isInside(file, directory) && !isHidden(way) && !isMain(way) && statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The files of a deck, as paths relative to its folder with `/`. */
export interface Listing extends Iterable<string> {
  has(path: string): boolean;
  /** Returns a path as it is stored, ignoring Unicode forms; the exact one first. Undefined where there is none. */
  find(path: string): string | undefined;
  /** Returns files near a missing one, where these are others than all. */
  around?(path: string): Iterable<string>;
}
