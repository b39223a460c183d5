/** Which files that lie beside decks are held back, because decks that hold back show them and no other deck does. */

import { join } from 'node:path';
import { sharedFile } from '../compile/addresses/shared-pictures.ts';
import type { CompiledDeck } from '../compile/model/compiled.ts';
import type { HeldPage } from '../compile/model/held-page.ts';
import type { LoadedDeck } from '../compile/model/loaded.ts';
import type { Discovered } from '../files/discover.ts';

/** Whether a deck keeps to itself what was not shown. One that cannot say how open it is does. */
export function isShut({ audience }: Pick<CompiledDeck, 'audience'>): boolean {
  return audience === 'shown-only';
}

/**
 * Tells of a file in a shared folder whether it is held back. While it is not known what a shut deck shows, that are all
 * that no open deck names; and always those in a folder that has the deck's name, which stand below its address.
 */
export function heldFiles(
  decks: readonly LoadedDeck[],
  folders: Pick<Discovered, 'root' | 'shared'>,
): (folder: string, file: string) => boolean {
  const all = decks.map(({ files, compiled, lastGood }) => ({ files, deck: lastGood ?? compiled }));
  const filesOf = (those: typeof all) =>
    new Set(those.flatMap(({ files, deck }) => namedBy(files, deck, folders)));
  const shut = all.filter(({ deck }) => isShut(deck));
  if (shut.length === 0) return () => false;
  const open = filesOf(all.filter(({ deck }) => !isShut(deck)));
  const closed = filesOf(shut);
  const isUnknown = shut.some(({ deck }) => deck.error !== undefined);
  const names = new Set(shut.map(({ files }) => files.name));
  return (folder, file) => names.has(folder) || (!open.has(file) && (isUnknown || closed.has(file)));
}

/** The files that a deck names, wherever they lie. */
function namedBy(
  { directory, name }: LoadedDeck['files'],
  deck: CompiledDeck,
  folders: Pick<Discovered, 'root' | 'shared'>,
): string[] {
  if (deck.error !== undefined) return [];
  const { named, missing, included, borrowed, outside, held } = deck;
  const addresses = [
    ...outside.map(({ address }) => address),
    // What is not beside the deck may be in a folder of its name.
    ...missing.map((path) => `/${name}/${path}`),
    ...(held ? addressesIn(held) : []),
  ];
  return [
    ...named.map((path) => join(directory, path)),
    ...[...included, ...borrowed].map(([, file]) => file),
    ...addresses.map((address) => sharedFile(address, folders)).filter((file) => file !== undefined),
  ];
}

/** All addresses that a page leads to. */
function addressesIn({ files, columns }: HeldPage): string[] {
  const slides = columns.flatMap((column) => column.slides);
  return [files, ...columns.map((column) => column.files), ...slides.map((slide) => slide.files)]
    .flat()
    .map(([address]) => address);
}
