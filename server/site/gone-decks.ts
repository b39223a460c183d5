/** Remembers decks that were deleted recently: a server that restarts during a talk can show them until it ends. */

import { recallLastGood } from '../compile/last-good.ts';
import type { LoadContext } from '../compile/load-context.ts';
import { failedDeck } from '../compile/model/failed.ts';
import type { LoadedDeck } from '../compile/model/loaded.ts';
import type { DeckFiles } from '../files/deck-files.ts';
import { contentHash } from '../files/hash.ts';
import type { DeckListing } from '../files/listing.ts';
import { displayPath } from '../files/paths.ts';

/** Milliseconds for which deleted decks are remembered: no talk takes longer. */
const REMEMBERED = 24 * 60 * 60 * 1000;

/** A deck that exists or existed. */
interface Known {
  readonly files: DeckFiles;
  /** When its absence was noticed, in milliseconds since 1970; undefined while it exists. */
  readonly goneAt: number | undefined;
}

/** Stores which decks exist, and since when others are gone. `now` is in milliseconds since 1970. */
export function noteDecks(decks: readonly DeckFiles[], loader: LoadContext, now: number): void {
  const before = known(loader);
  const there = decks.map((files) => [files.name, { files, goneAt: undefined }] as const);
  const names = new Set(decks.map(({ name }) => name));
  const gone = [...before]
    .filter(([name, { goneAt = now }]) => !names.has(name) && now - goneAt < REMEMBERED)
    .map(([name, { files, goneAt = now }]) => [name, { files, goneAt }] as const);
  const after = new Map<string, Known>([...there, ...gone]);
  if (JSON.stringify([...before]) !== JSON.stringify([...after])) loader.memory.write(keyOf(loader), after);
}

/** Returns the remembered decks that no longer exist, each with its last version that compiled. */
export function recallGone(
  decks: readonly DeckFiles[],
  loader: LoadContext,
  now: number,
): readonly LoadedDeck[] {
  const names = new Set(decks.map(({ name }) => name));
  const gone: LoadedDeck[] = [];
  for (const { files, goneAt = now } of known(loader).values()) {
    if (names.has(files.name) || now - goneAt >= REMEMBERED) continue;
    const lastGood = recallLastGood(files, loader);
    if (lastGood) gone.push({ ...goneDeck(files, loader), lastGood });
  }
  return gone;
}

function goneDeck(files: DeckFiles, { root }: LoadContext): LoadedDeck {
  const file = displayPath(root, files.file);
  const [reason, hint] = [`${file} is gone`, 'Put it back; its deck is shown as it was until the talk ends.'];
  const diagnostic = { file, line: 1, column: 1, rule: 'missing-source', reason, hint } as const;
  const compiled = failedDeck({
    facts: { name: files.name },
    audience: 'shown-only',
    check: {},
    error: `${reason}. ${hint}`,
    diagnostic,
  });
  return { files, listing: EMPTY, compiled, source: '' };
}

const EMPTY: DeckListing = {
  own: [],
  problems: [],
  has: () => false,
  find: () => undefined,
  [Symbol.iterator]: () => [].values(),
};

function known(loader: LoadContext): ReadonlyMap<string, Known> {
  // Written by `noteDecks`; every version of the code has its own cache folder.
  return (loader.memory.read(keyOf(loader)) as ReadonlyMap<string, Known> | undefined) ?? new Map();
}

function keyOf({ root }: LoadContext): string {
  return `decks-${contentHash(root)}`;
}
