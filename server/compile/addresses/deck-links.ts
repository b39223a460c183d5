/** Resolves links to another deck's source to that deck: `[next](other.md)` becomes `../other/`. */
import { dirname, join, resolve as resolvePath } from 'node:path';
import { isRemote } from '../../deck/html/addresses.ts';
import type { Reference, Resolve } from '../../deck/model/deck.ts';
import { decodeLoosely, encodePath } from '../../files/paths.ts';
import { isThere } from '../../files/read-folder.ts';

/** The decks of the site, as seen from the deck whose links are resolved. */
export interface DecksAround {
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Absolute paths of the folders that `/` means in the deck, nearest first; the last is the served folder. */
  readonly homes: readonly string[];
  /** Name and folder of the deck that contains the link. */
  readonly name: string;
  readonly directory: string;
  /** Names of all decks by the absolute paths of their main files. */
  readonly mains: ReadonlyMap<string, string>;
  /** Receives absolute paths of link targets that do not exist: they may become decks. */
  readonly awaited: Set<string>;
}

/** A path to a main file, and the query or fragment after it. */
const SOURCE = /^([^?#]+\.(?:md|markdown|html?))([?#].*)?$/is;

/** Wraps a resolver so that links to other decks' sources lead to those decks. */
export function withDeckLinks(resolve: Resolve, decks: DecksAround): Resolve {
  return (reference) => {
    const [, path, rest = ''] = SOURCE.exec(reference.url) ?? [];
    if (reference.kind !== 'link' || path === undefined || isRemote(path)) return resolve(reference);
    const files = filesAt(decodeLoosely(path), reference, decks);
    const deck = files.map((file) => decks.mains.get(file)).find((name) => name !== undefined);
    if (deck === undefined) {
      if (!files.some(isThere)) for (const file of files) decks.awaited.add(file);
      return resolve(reference);
    }
    if (deck === decks.name) return rest === '' ? './' : rest;
    const { base: _, ...own } = reference;
    return resolve({ ...own, url: `/${encodePath(deck)}/${rest}` });
  };
}

/**
 * Returns the absolute paths that a link may lead to, nearest first. Paths are relative to the deck or, in an included
 * file, to that file; with a leading slash, to the deck's homes.
 */
function filesAt(path: string, { base }: Reference, { root, homes, directory }: DecksAround): string[] {
  if (path.startsWith('/')) return homes.map((home) => join(home, path));
  return [resolvePath(base === undefined ? directory : join(root, dirname(base)), path)];
}
