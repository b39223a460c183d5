/** Finds files that a deck names by their way on disk, where the same words as an address would lead elsewhere. */
import { join, posix, relative, resolve } from 'node:path';
import type { DeckFiles } from '../../files/deck-files.ts';
import { decodeLoosely, encodePath, isOutside, toPosix } from '../../files/paths.ts';
import { isThere } from '../../files/read-folder.ts';
import { asStored } from '../../files/unicode-names.ts';

/** Where an author's paths begin. */
export interface AuthorPaths {
  readonly files: Pick<DeckFiles, 'directory' | 'ownsDirectory'>;
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Absolute paths of the folders that `/` means, nearest first; the last is the served folder. */
  readonly homes: readonly string[];
  /** Receives absolute paths at which there is no file: there may be one later. */
  readonly awaited: Set<string>;
}

/**
 * Returns the address of the site for a URL as an author wrote it: `/…` begins at the nearest folder with settings of
 * reveal-md, and `../…` of a single file at its folder, although its page is one level deeper. Undefined where there
 * is no such file, or its address is the same.
 */
export function addressOfFile(url: string, { files, root, homes, awaited }: AuthorPaths): string | undefined {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
  const way = decodeLoosely(path);
  const folders = way.startsWith('//')
    ? []
    : way.startsWith('/')
      ? homes.slice(0, -1).map((home) => join(home, way))
      : posix.normalize(way).startsWith('../') && !files.ownsDirectory
        ? [resolve(files.directory, way)]
        : [];
  const inSite = folders.map(asStored).filter((file) => !isOutside(relative(root, file)));
  const file = inSite.find(isThere);
  if (file === undefined) {
    for (const each of inSite) awaited.add(each);
    return undefined;
  }
  return `/${encodePath(toPosix(relative(root, file)))}${path.endsWith('/') ? '/' : ''}${rest}`;
}
