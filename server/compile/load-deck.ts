/** One deck from disk: taken from memory where nothing that it was made from has changed, else compiled. */

import { existsSync, readFileSync } from 'node:fs';
import type { SettingsLayer } from '../deck/model/settings.ts';
import { decodeText } from '../files/decode-text.ts';
import type { DeckFiles } from '../files/discover.ts';
import { NotCached } from '../files/disk-cache.ts';
import { contentHash } from '../files/hash.ts';
import { type DeckListing, listingOf } from '../files/listing.ts';
import { displayPath, isInside } from '../files/paths.ts';
import { isThere } from '../files/read-folder.ts';
import { reasonOf } from '../files/site-error.ts';
import { asStored } from '../files/unicode-names.ts';
import { writeFormer } from './former.ts';
import type { CompiledDeck } from './model/compiled.ts';
import type { DeckWork } from './model/deck-cache.ts';
import type { DeckLoader } from './model/deck-loader.ts';
import type { LoadedDeck } from './model/loaded.ts';

/** Loads a deck. `layers` are the site's defaults, then what the site says of this deck. */
export async function loadDeck(
  files: DeckFiles,
  layers: readonly [defaults: SettingsLayer, own: SettingsLayer],
  loader: DeckLoader,
): Promise<LoadedDeck> {
  const { memory, root, folders, form, report } = loader;
  const listing = listingOf(files, loader.mains);
  const shown = displayPath(root, files.file);
  const kept = loader.work?.deck(files.file);
  const good = () => kept?.good ?? recallGood(files, loader);
  const failed = async (reason: string, hint: string) => {
    // What was put off is due once it can be read.
    if (kept) Object.assign(kept, { last: undefined, settled: true });
    const { failedDeck } = await import('./model/failed.ts');
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
    return withStandby({ files, listing, compiled, source: '' }, good);
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
    files,
    listing,
    compiled,
    source: contentHash(key, JSON.stringify(compiled.reads)),
  });
  const { last } = kept ?? {};
  if (last?.key === key && isCurrent(last.deck.compiled, listing, loader) && !owes(last.deck, loader))
    return { ...last.deck, files, listing };
  // What this function wrote; a cache of another version of the code has another folder.
  const remembered = last ? undefined : (memory.read(key) as CompiledDeck | undefined);
  if (remembered && isCurrent(remembered, listing, loader) && !loader.work?.wanted.has(files.name)) {
    const deck = withStandby(loaded(remembered), good);
    if (!kept) return deck;
    kept.last = { key, deck };
    kept.good = remembered.error === undefined ? remembered : deck.standby;
    // A running server's first look has the time for it that its start has not.
    if (remembered.error === undefined) noteGood(key, files, loader);
    return deck;
  }

  if (loader.compiles === false) throw new NotCached(shown);
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
  const versions = new Map<string, string>();
  const version = (file: string) => {
    const told = versions.get(file) ?? loader.work?.index.cacheBuster(file) ?? '';
    versions.set(file, told);
    return told;
  };
  const { deck, former, content, placeOf } = await compileDeck(
    await prepareDeck({
      files,
      text,
      shown,
      layers,
      listing,
      read,
      version,
      loader,
      misreadLines,
    }),
  );
  const compiled = { ...deck, reads: [...reads] };
  if (!loader.work?.hurries) {
    if ((loader.work?.encodes ?? true) && isLasting(compiled)) {
      memory.write(key, compiled);
      if (compiled.error === undefined) noteGood(key, files, loader);
    }
    if (former && form.keepsIds) writeFormer(memory, files, former);
  }
  if (kept && former) kept.placeOf = placeOf;
  const fresh = withStandby({ ...loaded(compiled), ...(kept && content ? { content } : {}) }, good);
  return kept ? keep(kept, fresh, { key, versions, former, settled: !loader.work?.hurries }) : fresh;
}

/** A deck that does not compile at present, with the form that compiled last. */
function withStandby(loaded: LoadedDeck, good: () => CompiledDeck | undefined): LoadedDeck {
  const standby = loaded.compiled.error === undefined ? undefined : good();
  return standby ? { ...loaded, standby } : loaded;
}

/**
 * A script's mistake may be a package that is not installed, which leaves no trace in what was read; and what takes too long
 * may not do so the next time.
 */
function isLasting({ error, diagnostics }: CompiledDeck): boolean {
  return error === undefined || diagnostics.every(({ rule }) => rule !== 'client' && rule !== 'limit');
}

/** What is kept of a deck when it has been compiled. */
interface Kept extends Pick<DeckWork, 'former' | 'versions' | 'settled'> {
  readonly key: string;
}

function keep(work: DeckWork, loaded: LoadedDeck, { key, versions, former, settled }: Kept): LoadedDeck {
  const isBroken = loaded.compiled.error !== undefined;
  work.good = isBroken ? loaded.standby : loaded.compiled;
  const content = loaded.content ?? (work.good && work.last?.deck.content);
  const deck = { ...loaded, ...(content ? { content } : {}) };
  work.last = { key, deck };
  work.former = former ?? work.former;
  work.versions = versions;
  // A deck that does not compile owes nothing.
  work.settled = settled || isBroken;
  return deck;
}

/** Whether all that a deck was compiled from is as it was. */
function isCurrent(
  { reads, named, missing, pictures, unmade, made, included, awaited }: CompiledDeck,
  listing: DeckListing,
  { folders, index, store }: Pick<DeckLoader, 'folders' | 'index' | 'store'>,
): boolean {
  return (
    reads.every(([file, hash]) => hashOf(readWithin(file, folders)) === hash) &&
    named.every((path) => listing.has(path)) &&
    !missing.some((path) => listing.find(path) !== undefined) &&
    pictures.every(({ file, hash }) => index.look(file)?.hash === hash) &&
    !unmade.some(({ hash }) => store.read(hash) !== undefined) &&
    made.every((file) => store.has(file)) &&
    included.every(([, file]) => existsSync(file)) &&
    !awaited.some(isThere)
  );
}

/** Whether a deck whose text is the same has to be compiled all the same. */
function owes({ files, content }: LoadedDeck, { work }: DeckLoader): boolean {
  if (!work) return false;
  const { versions, settled } = work.deck(files.file);
  if ([...versions].some(([file, version]) => work.index.cacheBuster(file) !== version)) return true;
  return (!settled && !work.hurries) || (content === undefined && work.wanted.has(files.name));
}

/** Remembers which of a deck's forms compiled last: after a start, too, nobody loses a talk to a mistake. */
function noteGood(key: string, files: DeckFiles, loader: DeckLoader): void {
  const { memory } = loader;
  const name = goodKey(files, loader);
  if (memory.read(name) !== key) memory.write(name, key);
}

/** The form of a deck that compiled last, where that is remembered. */
export function recallGood(files: DeckFiles, loader: DeckLoader): CompiledDeck | undefined {
  const { memory } = loader;
  const key = memory.read(goodKey(files, loader));
  // What `loadDeck` wrote under this key.
  return typeof key === 'string' ? (memory.read(key) as CompiledDeck | undefined) : undefined;
}

/** By the deck's address, whichever file it is written in; one for each form, since what is sealed is nothing to serve. */
function goodKey({ name }: DeckFiles, { root, form }: DeckLoader): string {
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
