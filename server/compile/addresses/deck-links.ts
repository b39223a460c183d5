/** Links to another deck's source lead to that deck: `[next](other.md)` to `../other/`. */
import { dirname, join, resolve as resolvePath } from 'node:path';
import { isRemote } from '../../deck/html/addresses.ts';
import type { Reference, Resolve } from '../../deck/model/deck.ts';
import { decodeLoosely, encodePath } from '../../files/paths.ts';
import { isThere } from '../../files/read-folder.ts';

/** What is known of the decks around. */
export interface DecksAround {
  /** Absolute path of the folder that is served. */
  readonly root: string;
  /** The deck that has the link, and its folder. */
  readonly name: string;
  readonly directory: string;
  /** Names of all decks by the absolute paths of their main files. */
  readonly mains: ReadonlyMap<string, string>;
  /** Filled with the files that are not there, and may be decks once they are. */
  readonly awaited: Set<string>;
}

/** The main file of a deck, and what follows it in an address. */
const SOURCE = /^([^?#]+\.(?:md|markdown|html?))([?#].*)?$/is;

/** Resolves addresses, those of other decks' sources as the decks' own. */
export function withDeckLinks(resolve: Resolve, decks: DecksAround): Resolve {
  return (reference) => {
    const [, path, rest = ''] = SOURCE.exec(reference.url) ?? [];
    if (reference.kind !== 'link' || path === undefined || isRemote(path)) return resolve(reference);
    const file = fileAt(decodeLoosely(path), reference, decks);
    const deck = decks.mains.get(file);
    if (deck === undefined) {
      if (!isThere(file)) decks.awaited.add(file);
      return resolve(reference);
    }
    if (deck === decks.name) return rest === '' ? './' : rest;
    const { base: _, ...own } = reference;
    return resolve({ ...own, url: `/${encodePath(deck)}/${rest}` });
  };
}

/** The file at a way from the deck, from the file that it includes, or from the folder that is served. */
function fileAt(path: string, { base }: Reference, { root, directory }: DecksAround): string {
  if (path.startsWith('/')) return join(root, path);
  return resolvePath(base === undefined ? directory : join(root, dirname(base)), path);
}
