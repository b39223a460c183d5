/** Decides which files in shared folders are published, and which are withheld: those that only held decks show. */

import { join } from 'node:path';
import { sharedFile } from '../compile/addresses/shared-pictures.ts';
import type { CompiledDeck } from '../compile/model/compiled.ts';
import type { HeldPage } from '../compile/model/held-page.ts';
import type { LoadedDeck } from '../compile/model/loaded.ts';
import type { Discovered } from '../files/discover.ts';

/** Returns whether a deck withholds what was not shown; also true where its audience is unknown. */
export function isShut({ audience }: Pick<CompiledDeck, 'audience'>): boolean {
  return audience === 'shown-only';
}

/**
 * Returns a predicate that says whether a file in a shared folder is withheld. While a held deck does not compile,
 * what it shows is unknown: then all files are withheld that no open deck references. Files at addresses below a held
 * deck's, such as those in a folder of its name, are always withheld.
 */
export function heldFiles(
  decks: readonly LoadedDeck[],
  folders: Pick<Discovered, 'root' | 'shared' | 'sharesRoot'>,
): (address: string, file: string) => boolean {
  const isShutDeck = ({ compiled, lastGood }: LoadedDeck) => isShut(lastGood ?? compiled);
  const shut = decks.filter(isShutDeck);
  if (shut.length === 0) return () => false;
  const open = namedFiles(
    decks.filter((deck) => !isShutDeck(deck)),
    folders,
  );
  const closed = namedFiles(shut, folders);
  const isUnknown = shut.some(({ compiled, lastGood }) => (lastGood ?? compiled).error !== undefined);
  const homes = shut.map(({ files }) => `/${files.name}/`);
  return (address, file) =>
    isBelowAny(address, homes) || (!open.has(file) && (isUnknown || closed.has(file)));
}

/** Returns whether an address is below one of some others, in any Unicode form. */
export function isBelowAny(address: string, homes: readonly string[]): boolean {
  const composed = address.normalize();
  return homes.some((home) => composed.startsWith(home.normalize()));
}

/** Returns absolute paths of the files that decks reference, by their last version that compiled. */
export function namedFiles(
  decks: readonly LoadedDeck[],
  folders: Pick<Discovered, 'root' | 'shared' | 'sharesRoot'>,
): ReadonlySet<string> {
  return new Set(
    decks.flatMap(({ files, compiled, lastGood }) => namedBy(files, lastGood ?? compiled, folders)),
  );
}

/** Returns absolute paths of the files that a deck references, in its folder and elsewhere. */
function namedBy(
  { directory, name }: LoadedDeck['files'],
  deck: CompiledDeck,
  folders: Pick<Discovered, 'root' | 'shared' | 'sharesRoot'>,
): string[] {
  if (deck.error !== undefined) return [];
  const { named, missing, included, borrowed, outside, held } = deck;
  const addresses = [
    ...outside.map(({ address }) => address),
    // A file that is missing beside the deck may be in a shared folder of the deck's name.
    ...missing.map((path) => `/${name}/${path}`),
    ...(held ? addressesIn(held) : []),
  ];
  return [
    ...named.map((path) => join(directory, path)),
    ...[...included, ...borrowed].map(([, file]) => file),
    ...addresses.map((address) => sharedFile(address, folders)).filter((file) => file !== undefined),
  ];
}

/** Returns all addresses that a held page references. */
function addressesIn({ files, columns }: HeldPage): string[] {
  const slides = columns.flatMap((column) => column.slides);
  return [files, ...columns.map((column) => column.files), ...slides.map((slide) => slide.files)]
    .flat()
    .map(([address]) => address);
}
