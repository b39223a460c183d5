/** The files that a deck may name: all in its own folder, or what lies beside a single file. */
import { statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DeckFiles } from './discover.ts';
import { isHidden } from './file-types.ts';
import { filesAround } from './files-around.ts';
import { entriesOf, listFiles, type Unserved } from './folder.ts';
import { isInside, realWay, slashed } from './paths.ts';
import { asStored, findName } from './spelling.ts';

/** A deck's files, and the folders that can't be read. */
export interface DeckListing extends Listing {
  /** Files that are the deck's without being named: none for a single file, whose folder it shares with others. */
  readonly own: readonly string[];
  readonly problems: readonly Unserved[];
}

/**
 * Lists a deck's files. Main files of decks are sources, and are not among them.
 * @param mains absolute paths of all main files.
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

/** A single file may lie in a large folder, such as a home: it is asked for what the deck names, and never listed whole. */
function besideFile(directory: string, isMain: (path: string) => boolean): DeckListing {
  return {
    own: [],
    problems: [],
    has: (path) => isFileBelow(path, directory, isMain),
    find(path) {
      const stored = slashed(relative(directory, asStored(join(directory, path))));
      return [path, stored].find((each) => isFileBelow(each, directory, isMain));
    },
    around: (path) =>
      filesAround(join(directory, path), directory)
        .map((file) => slashed(relative(directory, file)))
        .filter((way) => isFileBelow(way, directory, isMain)),
    [Symbol.iterator]: () =>
      entriesOf(directory, [])
        .map(({ name }) => name)
        .filter((name) => !isMain(name))
        .values(),
  };
}

function isFileBelow(path: string, directory: string, isMain: (path: string) => boolean): boolean {
  // Only paths as `listFiles` writes them: nothing that climbs, and no other spelling of the same place.
  if (/(?:^|\/)(?:\.{0,2})(?:\/|$)|\\|\0/.test(path)) return false;
  const file = join(directory, path);
  try {
    const way = slashed(realWay(file, directory) ?? '.');
    // A main file by another name, through a link or another case of letters, is a source all the same.
    return isInside(file, directory) && !isHidden(way) && !isMain(way) && statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The files of a deck, as paths relative to its folder with `/`. */
export interface Listing extends Iterable<string> {
  has(path: string): boolean;
  /** The path as it is stored of one that looks alike, itself before others; undefined where there is none. */
  find(path: string): string | undefined;
  /** Files that may be meant by a path at which there is none, where they are others than all. */
  around?(path: string): Iterable<string>;
}
