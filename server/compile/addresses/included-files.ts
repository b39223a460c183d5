/** The addresses in an included file: relative to where it stands, and written anew for the deck's page. */
import { basename, dirname, relative, resolve } from 'node:path';
import { isPublic } from '../../files/file-types.ts';
import { contentHash } from '../../files/hash.ts';
import { nearbyFiles } from '../../files/nearby-files.ts';
import { decodeLoosely, encodePath, isOutside, toPosix } from '../../files/paths.ts';
import { isFolder, isThere } from '../../files/read-folder.ts';
import { asStored } from '../../files/unicode-names.ts';
import { type Relocate, withVersion } from './deck-addresses.ts';

/** Where files are, and what is found out about them. */
export interface IncludedFiles {
  /** Absolute folder of the deck. */
  readonly directory: string;
  /** Absolute folder that is served. */
  readonly root: string;
  /** Whether a file by absolute path may be published for an included file. */
  readonly mayBorrow: (file: string) => boolean;
  /** A word for what a file by absolute path holds, where that is another than at the start; else empty. */
  readonly version: (file: string) => string;
  /** Filled with files outside of the deck's folder: absolute path by path below the deck's address. */
  readonly included: Map<string, string>;
  /** Filled with absolute paths at which there is nothing. */
  readonly awaited: Set<string>;
}

/**
 * What lies in the deck's folder has its address there. A picture from elsewhere is published below the deck's own
 * address, so that it is held back with the slides that show it; all else is looked for where the site has it.
 */
export function relocateIn(files: IncludedFiles): Relocate {
  const { directory, root, mayBorrow, version, included, awaited } = files;
  return ({ url, kind }, base) => {
    const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
    const folder = dirname(resolve(root, base));
    const file = asStored(resolve(folder, decodeLoosely(path)));
    const inDeck = relative(directory, file);
    const end = `${path.endsWith('/') ? '/' : ''}${rest}`;
    // Beside a deck in a single file, a folder is another deck's.
    const isOther = kind === 'link' && directory === root && isFolder(file);
    if (!isOutside(inDeck) && !isOther) return { url: `${encodePath(toPosix(inDeck))}${end}` };
    const inSite = relative(root, file);
    const isPicture = isPublic(basename(file));
    // Decks in single files link to each other as if each had a folder; a site's settings may lie outside, and bring pictures.
    if (isOutside(inSite) && !(isPicture && mayBorrow(file))) return { url };
    if (isPicture && isThere(file) && mayBorrow(file)) {
      // By its way from the folder that is served: where that folder lies is nobody's business.
      const name = `_/${contentHash(toPosix(inSite))}-${basename(file)}`;
      included.set(name, file);
      return { url: withVersion(`${encodePath(name)}${rest}`, version(file)), isPublished: true };
    }
    const away = `/${encodePath(toPosix(inSite))}${end}`;
    // What is no picture may be a page, or another deck's file.
    if (!isPicture && (kind === 'link' || kind === 'frame' || isThere(file))) return { url: away };
    if (!isThere(file)) awaited.add(file);
    const wayTo = (other: string) => toPosix(relative(folder, other));
    const known = nearbyFiles(file, root)
      .filter((other) => isPublic(basename(other)) && mayBorrow(other))
      .map(wayTo);
    return { url: away, absent: { path: wayTo(file), where: 'beside this file', known } };
  };
}
