/** Loads one deck from disk: from the cache where none of its inputs has changed, else by compiling it. */

import { existsSync } from 'node:fs';
import type { SettingsLayer } from '../deck/model/settings.ts';
import type { DeckFiles } from '../files/deck-files.ts';
import { NotCached } from '../files/disk-cache.ts';
import { contentHash } from '../files/hash.ts';
import { type DeckListing, listingOf } from '../files/listing.ts';
import { displayPath } from '../files/paths.ts';
import { isThere } from '../files/read-folder.ts';
import { reasonOf } from '../files/site-error.ts';
import { DeckReader, readTheSame } from './deck-reader.ts';
import type { DeckHistory, LatestLoad } from './history.ts';
import { noteLastGood, recallLastGood } from './last-good.ts';
import type { LoadContext } from './load-context.ts';
import type { CompiledDeck, FailedDeck } from './model/compiled.ts';
import { failedDeck } from './model/failed.ts';
import type { LoadedDeck } from './model/loaded.ts';
import { readPreviousSlides, writePreviousSlides } from './previous-slides.ts';

/** The site's default settings, then its settings for this deck. */
type Layers = readonly [defaults: SettingsLayer, own: SettingsLayer];

/** A deck whose main file was read. */
interface ReadDeck {
  readonly files: DeckFiles;
  readonly layers: Layers;
  readonly loader: LoadContext;
  readonly listing: DeckListing;
  readonly reader: DeckReader;
  /** Absolute paths of the folders below which the deck may read; compiling adds that of its theme's package. */
  readonly folders: string[];
  readonly text: string;
  /** Hash of the text and all settings. */
  readonly key: string;
  /** What this process knows from earlier loads; undefined for a single load. */
  readonly history: DeckHistory | undefined;
}

/**
 * Loads a deck. Mistakes of its author become its `error`.
 * @throws NotCached where it would have to be compiled but must not be.
 */
export async function loadDeck(files: DeckFiles, layers: Layers, loader: LoadContext): Promise<LoadedDeck> {
  const { root, form, mains } = loader;
  const folders = [...loader.folders];
  const history = loader.history?.deck(files.file);
  const listing = listingOf(files, mains);
  const reader = new DeckReader(folders);
  let text: string;
  try {
    text = reader.readMain(files.file);
  } catch (error) {
    if (history) history.latest = undefined;
    const compiled = unreadable(displayPath(root, files.file), error, files, layers);
    return { files, listing, compiled, source: '', ...lastGoodBeside(compiled, files, loader) };
  }
  const key = `deck-${contentHash(files.file, files.name, text, JSON.stringify([layers, form]))}`;
  const deck = { files, layers, loader, listing, reader, folders, text, key, history };
  return latest(deck) ?? remembered(deck) ?? compileAnew(deck);
}

/** Returns a stand-in for a deck whose main file cannot be read. */
function unreadable(shown: string, error: unknown, { name }: DeckFiles, [defaults, own]: Layers): FailedDeck {
  const reason = `${shown} can't be read (${reasonOf(error)})`;
  const hint = "Give the server's user the right to read it.";
  return failedDeck({
    facts: { name, unlisted: own.unlisted ?? defaults.unlisted ?? false },
    audience: 'shown-only',
    check: { ...defaults.check, ...own.check },
    error: `${reason}. ${hint}`,
    diagnostic: { file: shown, line: 1, column: 1, rule: 'missing-source', reason, hint },
  });
}

/** Returns the deck as this process loaded it last; undefined where that is stale. */
function latest({ files, loader, listing, key, history }: ReadDeck): LoadedDeck | undefined {
  const load = history?.latest;
  const isRight = load?.key === key && isCurrent(load.deck.compiled, listing, loader) && !isDue(load, loader);
  return isRight ? { ...load.deck, files, listing } : undefined;
}

/** Returns the deck as an earlier process compiled it; undefined where that is stale. */
function remembered(deck: ReadDeck): LoadedDeck | undefined {
  const { files, loader, listing, key, history } = deck;
  if (history?.latest || loader.history?.openInDev.has(files.name)) return undefined;
  // Written by `compileAnew`; every version of the code has its own cache folder.
  const compiled = loader.memory.read(key) as CompiledDeck | undefined;
  if (!compiled || !isCurrent(compiled, listing, loader)) return undefined;
  const loaded = loadedAs(compiled, deck);
  if (!history) return loaded;
  // Left to the first reload by a running server, so that start-up does not wait for it.
  if (compiled.error === undefined) noteLastGood(key, files, loader);
  return note(history, { key, deck: loaded, cacheBusters: new Map(), complete: true });
}

/** Compiles the deck, and caches a complete result for later processes. */
async function compileAnew(deck: ReadDeck): Promise<LoadedDeck> {
  const { files, loader, reader, folders, key, history } = deck;
  const { memory, form, pass } = loader;
  const shown = displayPath(loader.root, files.file);
  if (loader.compiles === false) throw new NotCached(shown);
  loader.report(`Compiling ${shown}`);
  const previous = history?.previous ?? (form.keepsIds ? readPreviousSlides(memory, files) : undefined);
  // Its fonts were never cut, either, and the pages want theirs.
  if (!previous && pass === 'full') (await import('../bundle/fonts/font-threads.ts')).startFontThreads();
  const { prepareDeck } = await import('./prepare.ts');
  const { compileDeck } = await import('./compile.ts');
  const { CompileCache } = await import('./compile-cache.ts');
  if (history) history.cache ??= new CompileCache();
  const cacheBusters = new Map<string, string>();
  const version = (file: string) => {
    const told = cacheBusters.get(file) ?? loader.history?.index.cacheBuster(file) ?? '';
    cacheBusters.set(file, told);
    return told;
  };
  const input = await prepareDeck({
    ...deck,
    shown,
    version,
    read: reader.read,
    misreadLines: reader.misreadLines,
  });
  const made = await compileDeck(input, {
    previous,
    functions: history?.cache,
  });
  const compiled: CompiledDeck = {
    ...made.deck,
    reads: [...reader.hashes],
    opened: folders.slice(loader.folders.length),
  };
  const isGood = compiled.error === undefined;
  // A first quick result is no start's, but a talk that has begun meanwhile can go on with it.
  const isFirst = pass === 'quick' && isGood && history !== undefined && !history.latest;
  if ((pass === 'full' || isFirst) && (loader.history?.encodes ?? true) && isLasting(compiled)) {
    const stored = isFirst ? `first-${key}` : key;
    memory.write(stored, compiled);
    if (isGood) noteLastGood(stored, files, loader);
  }
  if (pass === 'full' && isGood && made.previous && form.keepsIds)
    writePreviousSlides(memory, files, made.previous);
  const loaded = loadedAs(compiled, deck);
  if (!history) return loaded;
  if (isGood) {
    history.cache?.nextGeneration();
    history.previous = made.previous;
    history.placeOf = made.placeOf;
  }
  const { content } = made;
  return note(history, {
    key,
    cacheBusters,
    deck: { ...loaded, ...(content ? { content } : {}) },
    // Nothing more can be done for a deck that does not compile.
    complete: pass === 'full' || !isGood,
  });
}

function loadedAs(compiled: CompiledDeck, { files, listing, loader, key }: ReadDeck): LoadedDeck {
  const source = contentHash(key, JSON.stringify(compiled.reads));
  return { files, listing, compiled, source, ...lastGoodBeside(compiled, files, loader) };
}

/** Returns the last version that compiled, for a deck that does not compile now. */
function lastGoodBeside(
  { error }: CompiledDeck,
  files: DeckFiles,
  loader: LoadContext,
): Pick<LoadedDeck, 'lastGood'> {
  if (error === undefined) return {};
  const lastGood = loader.history?.deck(files.file).lastGood ?? recallLastGood(files, loader);
  return lastGood ? { lastGood } : {};
}

/**
 * Returns whether a result may be cached on disk. An error in a script may be a package that is not installed, which
 * leaves no trace in the recorded reads; and a compilation that took too long may succeed the next time.
 */
function isLasting({ error, diagnostics }: CompiledDeck): boolean {
  return error === undefined || diagnostics.every(({ rule }) => rule !== 'client' && rule !== 'limit');
}

/** Records a load. If it did not compile, the content of the last one that did is kept. */
function note(history: DeckHistory, load: LatestLoad): LoadedDeck {
  const { deck } = load;
  history.lastGood = deck.compiled.error === undefined ? deck.compiled : deck.lastGood;
  const content = deck.content ?? (history.lastGood && history.latest?.deck.content);
  const noted = { ...deck, ...(content ? { content } : {}) };
  history.latest = { ...load, deck: noted };
  return noted;
}

/** Returns whether none of the files that a deck was compiled from has changed. */
function isCurrent(
  deck: CompiledDeck,
  listing: DeckListing,
  { folders, index, store }: Pick<LoadContext, 'folders' | 'index' | 'store'>,
): boolean {
  if (!readTheSame(deck.reads, [...folders, ...deck.opened])) return false;
  if (deck.error !== undefined) return true;
  return (
    deck.named.every((path) => listing.has(path)) &&
    !deck.missing.some((path) => listing.find(path) !== undefined) &&
    deck.pictures.every(({ file, hash }) => index.look(file)?.hash === hash) &&
    !deck.unmade.some(({ hash }) => store.read(hash) !== undefined) &&
    deck.made.every((file) => store.has(file)) &&
    deck.included.every(([, file]) => existsSync(file)) &&
    !deck.awaited.some(isThere)
  );
}

/** Returns whether a deck has to be compiled although its text is unchanged. */
function isDue({ deck, cacheBusters, complete }: LatestLoad, { history, pass }: LoadContext): boolean {
  if (!history) return false;
  if ([...cacheBusters].some(([file, cacheBuster]) => history.index.cacheBuster(file) !== cacheBuster))
    return true;
  const isOpen = history.openInDev.has(deck.files.name);
  return (!complete && pass === 'full') || (deck.content === undefined && isOpen);
}
