/** Rewrites the addresses in an included file, which are relative to that file, for the deck's page. */
import { basename, dirname, relative, resolve } from 'node:path';
import { isInPackage, isPublic } from '../../files/file-types.ts';
import { contentHash } from '../../files/hash.ts';
import { nearbyFiles } from '../../files/nearby-files.ts';
import { decodeLoosely, encodePath, isOutside, toPosix } from '../../files/paths.ts';
import { isFolder, isThere } from '../../files/read-folder.ts';
import { asStored } from '../../files/unicode-names.ts';
import { type Relocate, withVersion } from './deck-addresses.ts';

/** The folders involved, and the collections that are filled while rewriting. */
export interface IncludedFiles {
  /** Absolute path of the deck's folder. */
  readonly directory: string;
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Returns whether a file, by absolute path, may be published for an included file. */
  readonly mayBorrow: (file: string) => boolean;
  /** Returns the cache buster of a file by absolute path; empty while the file is unchanged since start-up. */
  readonly version: (file: string) => string;
  /** Receives published files outside of the deck's folder: absolute path by path below the deck's address. */
  readonly included: Map<string, string>;
  /** Receives absolute paths at which there is no file. */
  readonly awaited: Set<string>;
}

/**
 * Creates the function that rewrites an included file's addresses. Files in the deck's folder keep their address
 * there. Pictures from elsewhere are published below the deck's own address, so that they can be withheld together
 * with the slides that show them. All other files are addressed where the site serves them.
 */
export function relocateIn(files: IncludedFiles): Relocate {
  const { directory, root, mayBorrow, version, included, awaited } = files;
  return ({ url, kind }, base) => {
    const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
    const folder = dirname(resolve(root, base));
    const file = asStored(resolve(folder, decodeLoosely(path)));
    const inDeck = relative(directory, file);
    const end = `${path.endsWith('/') ? '/' : ''}${rest}`;
    // Beside a single-file deck, a folder belongs to another deck.
    const isOther = kind === 'link' && directory === root && isFolder(file);
    if (!isOutside(inDeck) && !isOther && !isInPackage(inDeck))
      return { url: `${encodePath(toPosix(inDeck))}${end}` };
    const inSite = relative(root, file);
    const isPicture = isPublic(basename(file));
    // Single-file decks link to each other as if each had a folder. Site settings may lie outside of the served
    // folder and reference pictures.
    if (isOutside(inSite) && !(isPicture && mayBorrow(file))) return { url };
    if (isPicture && isThere(file) && mayBorrow(file)) {
      // The hash is of the path relative to the served folder, so that the page does not reveal where that folder is.
      const name = `_/${contentHash(toPosix(inSite))}-${basename(file)}`;
      included.set(name, file);
      return { url: withVersion(`${encodePath(name)}${rest}`, version(file)), isPublished: true };
    }
    const away = `/${encodePath(toPosix(inSite))}${end}`;
    // A file that is not a picture may be a page or belong to another deck.
    if (!isPicture && (kind === 'link' || kind === 'frame' || isThere(file))) return { url: away };
    if (!isThere(file)) awaited.add(file);
    const wayTo = (other: string) => toPosix(relative(folder, other));
    const known = nearbyFiles(file, root)
      .filter((other) => isPublic(basename(other)) && mayBorrow(other))
      .map(wayTo);
    return { url: away, absent: { path: wayTo(file), where: 'beside this file', known } };
  };
}
