/** Decks that were there until lately: a server that is started in the middle of a talk can show them until it ends. */

import type { DeckLoader } from '../compile/deck-loader.ts';
import { recallLastGood } from '../compile/last-good.ts';
import { failedDeck } from '../compile/model/failed.ts';
import type { LoadedDeck } from '../compile/model/loaded.ts';
import type { DeckFiles } from '../files/discover.ts';
import { contentHash } from '../files/hash.ts';
import type { DeckListing } from '../files/listing.ts';
import { displayPath } from '../files/paths.ts';

/** For as long as this, in milliseconds, decks that are gone are remembered: no talk takes longer. */
const REMEMBERED = 24 * 60 * 60 * 1000;

/** A deck that was there. */
interface Known {
  readonly files: DeckFiles;
  /** When it was noticed that it is gone, in milliseconds since 1970; undefined while it is there. */
  readonly goneAt: number | undefined;
}

/** Remembers which decks are there. */
export function noteDecks(decks: readonly DeckFiles[], loader: DeckLoader, now: number): void {
  const before = known(loader);
  const there = decks.map((files) => [files.name, { files, goneAt: undefined }] as const);
  const names = new Set(decks.map(({ name }) => name));
  const gone = [...before]
    .filter(([name, { goneAt = now }]) => !names.has(name) && now - goneAt < REMEMBERED)
    .map(([name, { files, goneAt = now }]) => [name, { files, goneAt }] as const);
  const after = new Map<string, Known>([...there, ...gone]);
  if (JSON.stringify([...before]) !== JSON.stringify([...after])) loader.memory.write(keyOf(loader), after);
}

/** The decks that are remembered, and not among those that are there, as they compiled last. */
export function recallGone(
  decks: readonly DeckFiles[],
  loader: DeckLoader,
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

function goneDeck(files: DeckFiles, { root }: DeckLoader): LoadedDeck {
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

function known(loader: DeckLoader): ReadonlyMap<string, Known> {
  // What `noteDecks` wrote; a cache of another version of the code has another folder.
  return (loader.memory.read(keyOf(loader)) as ReadonlyMap<string, Known> | undefined) ?? new Map();
}

function keyOf({ root }: DeckLoader): string {
  return `decks-${contentHash(root)}`;
}
