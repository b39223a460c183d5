/** Stores which version of a deck compiled last, so that after a restart, too, a mistake does not interrupt a talk. */
import type { DeckFiles } from '../files/deck-files.ts';
import { contentHash } from '../files/hash.ts';
import type { LoadContext } from './load-context.ts';
import type { GoodDeck } from './model/compiled.ts';

/** Records that the deck cached under `key` compiled. */
export function noteLastGood(key: string, files: DeckFiles, loader: LoadContext): void {
  const { memory } = loader;
  const name = keyOf(files, loader);
  if (memory.read(name) !== key) memory.write(name, key);
}

/** Returns the last version that compiled; undefined where none is cached. */
export function recallLastGood(files: DeckFiles, loader: LoadContext): GoodDeck | undefined {
  const { memory } = loader;
  const key = memory.read(keyOf(files, loader));
  // Written by `loadDeck` under this key.
  return typeof key === 'string' ? (memory.read(key) as GoodDeck | undefined) : undefined;
}

/** Returns a key made of the deck's name, not of its main file, and of the form: a sealed deck must not be served. */
function keyOf({ name }: DeckFiles, { root, form }: LoadContext): string {
  return `good-${contentHash(root, name, JSON.stringify(form))}`;
}
