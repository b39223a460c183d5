/** Which files that lie beside decks are held back, because decks that hold back show them and no other deck does. */
import { join } from 'node:path';
import type { CompiledDeck } from './compiled.ts';
import type { Discovered } from './discover.ts';
import type { LoadedDeck } from './load-deck.ts';
import { sharedFile } from './shared-pictures.ts';

/** Whether a deck keeps to itself what was not shown. One that cannot say how open it is does. */
export function isShut({ audience }: Pick<CompiledDeck, 'audience'>): boolean {
  return audience === 'shown-only';
}

/**
 * Tells of a shared file, by absolute path, whether it is held back. While it is not known what a shut deck shows, that
 * are all files that no open deck names.
 */
export function heldFiles(
  decks: readonly LoadedDeck[],
  folders: Pick<Discovered, 'root' | 'shared'>,
): (file: string) => boolean {
  const all = decks.map(({ files, compiled, standby }) => ({ files, deck: standby ?? compiled }));
  const filesOf = (those: typeof all) => new Set(those.flatMap(({ files, deck }) => namedBy(files, deck, folders)));
  const shut = all.filter(({ deck }) => isShut(deck));
  if (shut.length === 0) return () => false;
  const open = filesOf(all.filter(({ deck }) => !isShut(deck)));
  const closed = filesOf(shut);
  const isUnknown = shut.some(({ deck }) => deck.error !== undefined);
  return (file) => !open.has(file) && (isUnknown || closed.has(file));
}

/** The files that a deck names, wherever they lie. */
function namedBy(
  { directory }: LoadedDeck['files'],
  { named, included, borrowed, outside }: CompiledDeck,
  folders: Pick<Discovered, 'root' | 'shared'>,
): string[] {
  return [
    ...named.map((path) => join(directory, path)),
    ...[...included, ...borrowed].map(([, file]) => file),
    ...outside.map(({ address }) => sharedFile(address, folders)).filter((file) => file !== undefined),
  ];
}
