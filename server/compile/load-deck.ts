/** One deck from disk: taken from memory where nothing that it was made from has changed, else compiled. */

import { existsSync, readFileSync } from 'node:fs';
import type { SettingsLayer } from '../deck/model/settings.ts';
import { decodeText } from '../files/decode-text.ts';
import type { DeckFiles } from '../files/discover.ts';
import { NotRemembered } from '../files/disk-cache.ts';
import { reasonOf } from '../files/error.ts';
import { isThere } from '../files/folder.ts';
import { contentHash } from '../files/hash.ts';
import { type DeckListing, listingOf } from '../files/listing.ts';
import { isInside, shownFrom } from '../files/paths.ts';
import { asStored } from '../files/spelling.ts';
import type { DeckLoader } from './deck-loader.ts';
import type { DeckHistory, LatestLoad } from './history.ts';
import type { CompiledDeck, GoodDeck } from './model/compiled.ts';
import { failedDeck } from './model/failed.ts';
import type { LoadedDeck } from './model/loaded.ts';
import { readPreviousSlides, writePreviousSlides } from './previous-slides.ts';

/** Loads a deck. `layers` are the site's defaults, then what the site says of this deck. */
export async function loadDeck(
  files: DeckFiles,
  layers: readonly [defaults: SettingsLayer, own: SettingsLayer],
  loader: DeckLoader,
): Promise<LoadedDeck> {
  const { memory, root, folders, form, report } = loader;
  const listing = listingOf(files, loader.mains);
  const shown = shownFrom(root, files.file);
  const history = loader.history?.deck(files.file);
  const recall = () => history?.lastGood ?? recallLastGood(files, loader);
  const failed = (reason: string, hint: string) => {
    if (history) history.latest = undefined;
    const diagnostic = { file: shown, line: 1, column: 1, rule: 'missing-source', reason, hint } as const;
    const facts = { name: files.name, unlisted: layers[1].unlisted ?? layers[0].unlisted ?? false };
    const check = { ...layers[0].check, ...layers[1].check };
    const compiled = failedDeck({
      facts,
      audience: 'shown-only',
      check,
      error: `${reason}. ${hint}`,
      diagnostic,
    });
    return withLastGood({ files, listing, compiled, source: '' }, recall);
  };
  const misreadLines = new Map<string, number>();
  const decode = (file: string, bytes: Uint8Array) => {
    const { text, misreadLine } = decodeText(bytes);
    if (misreadLine !== undefined) misreadLines.set(file, misreadLine);
    return text;
  };
  let text: string;
  try {
    text = decode(files.file, readFileSync(files.file));
  } catch (error) {
    return failed(
      `${shown} can't be read (${reasonOf(error)})`,
      "Give the server's user the right to read it.",
    );
  }
  const key = `deck-${contentHash(files.file, files.name, text, JSON.stringify([layers, form]))}`;
  const loaded = (compiled: CompiledDeck): LoadedDeck => ({
    ...{ files, listing, compiled },
    source: contentHash(key, JSON.stringify(compiled.reads)),
  });
  const { latest } = history ?? {};
  if (latest?.key === key && isCurrent(latest.deck.compiled, listing, loader) && !isDue(latest, loader))
    return { ...latest.deck, files, listing };
  // What this function wrote; a cache of another version of the code has another folder.
  const remembered = latest ? undefined : (memory.read(key) as CompiledDeck | undefined);
  if (remembered && isCurrent(remembered, listing, loader) && !loader.history?.openInDev.has(files.name)) {
    const deck = withLastGood(loaded(remembered), recall);
    if (!history) return deck;
    history.latest = { key, deck, cacheBusters: new Map(), complete: true };
    history.lastGood = remembered.error === undefined ? remembered : deck.lastGood;
    // A running server's first look has the time for it that its start has not.
    if (remembered.error === undefined) noteLastGood(key, files, loader);
    return deck;
  }

  if (loader.compiles === false) throw new NotRemembered(shown);
  report(`Compiling ${shown}`);
  const reads = new Map<string, string>();
  const read = (file: string) => {
    const bytes = bytesWithin(file, folders);
    const content = bytes && decode(file, bytes);
    reads.set(file, hashOf(content));
    return content;
  };
  const { prepareDeck } = await import('./prepare.ts');
  const { compileDeck } = await import('./compile.ts');
  const { CompileCache } = await import('./cached-functions.ts');
  if (history) history.cache ??= new CompileCache();
  const cacheBusters = new Map<string, string>();
  const version = (file: string) => {
    const told = cacheBusters.get(file) ?? loader.history?.index.version(file) ?? '';
    cacheBusters.set(file, told);
    return told;
  };
  const input = await prepareDeck({
    ...{ files, text, shown, layers, listing, read, version, loader, misreadLines },
  });
  const { deck, previous, content, placeOf } = await compileDeck(input, {
    previous: history?.previous ?? (form.keepsIds ? readPreviousSlides(memory, files) : undefined),
    functions: history?.cache,
  });
  const compiled: CompiledDeck = { ...deck, reads: [...reads] };
  const isGood = compiled.error === undefined;
  if (loader.pass === 'full') {
    if ((loader.history?.encodes ?? true) && isLasting(compiled)) {
      memory.write(key, compiled);
      if (isGood) noteLastGood(key, files, loader);
    }
    if (isGood && previous && form.keepsIds) writePreviousSlides(memory, files, previous);
  }
  const fresh = withLastGood({ ...loaded(compiled), ...(history && content ? { content } : {}) }, recall);
  if (!history) return fresh;
  if (isGood) {
    history.cache?.nextGeneration();
    Object.assign(history, { previous, placeOf });
  }
  // Of a deck that does not compile nothing is left to do.
  const complete = loader.pass === 'full' || !isGood;
  return note(history, { key, deck: fresh, cacheBusters, complete });
}

/** A deck that does not compile at present, with the form that compiled last. */
function withLastGood(loaded: LoadedDeck, recall: () => GoodDeck | undefined): LoadedDeck {
  const lastGood = loaded.compiled.error === undefined ? undefined : recall();
  return lastGood ? { ...loaded, lastGood } : loaded;
}

/**
 * A script's mistake may be a package that is not installed, which leaves no trace in what was read; and what takes too long
 * may not do so the next time.
 */
function isLasting({ error, diagnostics }: CompiledDeck): boolean {
  return error === undefined || diagnostics.every(({ rule }) => rule !== 'client' && rule !== 'limit');
}

/** Notes a load. One that did not compile keeps the content of the last that did. */
function note(history: DeckHistory, load: LatestLoad): LoadedDeck {
  const { deck } = load;
  history.lastGood = deck.compiled.error === undefined ? deck.compiled : deck.lastGood;
  const content = deck.content ?? (history.lastGood && history.latest?.deck.content);
  const noted = { ...deck, ...(content ? { content } : {}) };
  history.latest = { ...load, deck: noted };
  return noted;
}

/** Whether all that a deck was compiled from is as it was. */
function isCurrent(
  deck: CompiledDeck,
  listing: DeckListing,
  { folders, index, store }: Pick<DeckLoader, 'folders' | 'index' | 'store'>,
): boolean {
  if (deck.reads.some(([file, hash]) => hashOf(readWithin(file, folders)) !== hash)) return false;
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

/** Whether a deck whose text is the same has to be compiled all the same. */
function isDue({ deck, cacheBusters, complete }: LatestLoad, { history, pass }: DeckLoader): boolean {
  if (!history) return false;
  if ([...cacheBusters].some(([file, cacheBuster]) => history.index.version(file) !== cacheBuster))
    return true;
  const isOpen = history.openInDev.has(deck.files.name);
  return (!complete && pass === 'full') || (deck.content === undefined && isOpen);
}

/** Remembers which of a deck's forms compiled last: after a start, too, nobody loses a talk to a mistake. */
function noteLastGood(key: string, files: DeckFiles, loader: DeckLoader): void {
  const { memory } = loader;
  const name = lastGoodKey(files, loader);
  if (memory.read(name) !== key) memory.write(name, key);
}

/** The form of a deck that compiled last, where that is remembered. */
export function recallLastGood(files: DeckFiles, loader: DeckLoader): GoodDeck | undefined {
  const { memory } = loader;
  const key = memory.read(lastGoodKey(files, loader));
  // What `loadDeck` wrote under this key.
  return typeof key === 'string' ? (memory.read(key) as GoodDeck | undefined) : undefined;
}

/** By the deck's address, whichever file it is written in; one for each form, since what is sealed is nothing to serve. */
function lastGoodKey({ name }: DeckFiles, { root, form }: DeckLoader): string {
  return `good-${contentHash(root, name, JSON.stringify(form))}`;
}

/** Text of a file that lies, links followed, below one of some folders; undefined where there is none. */
export function readWithin(file: string, folders: readonly string[]): string | undefined {
  const bytes = bytesWithin(file, folders);
  return bytes && decodeText(bytes).text;
}

function bytesWithin(written: string, folders: readonly string[]): Uint8Array | undefined {
  const file = asStored(written);
  // Most that are asked for are files of settings which few decks have.
  if (!existsSync(file)) return undefined;
  try {
    return folders.some((folder) => isInside(file, folder)) ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** The hash of what was read; empty where nothing was. */
function hashOf(content: string | undefined): string {
  return content === undefined ? '' : contentHash(content);
}
