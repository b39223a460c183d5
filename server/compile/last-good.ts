/** Remembers which of a deck's versions compiled last: after a start, too, nobody loses a talk to a mistake. */
import type { DeckFiles } from '../files/discover.ts';
import { contentHash } from '../files/hash.ts';
import type { DeckLoader } from './deck-loader.ts';
import type { GoodDeck } from './model/compiled.ts';

/** Notes that the deck which is remembered under `key` compiled. */
export function noteLastGood(key: string, files: DeckFiles, loader: DeckLoader): void {
  const { memory } = loader;
  const name = keyOf(files, loader);
  if (memory.read(name) !== key) memory.write(name, key);
}

/** Returns the version that compiled last, where it is remembered. */
export function recallLastGood(files: DeckFiles, loader: DeckLoader): GoodDeck | undefined {
  const { memory } = loader;
  const key = memory.read(keyOf(files, loader));
  // What `loadDeck` wrote under this key.
  return typeof key === 'string' ? (memory.read(key) as GoodDeck | undefined) : undefined;
}

/** By the deck's address, whichever file it is written in; one for each form, since what is sealed is nothing to serve. */
function keyOf({ name }: DeckFiles, { root, form }: DeckLoader): string {
  return `good-${contentHash(root, name, JSON.stringify(form))}`;
}
