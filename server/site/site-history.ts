/**
 * What a running server knows of its site from earlier loads, so that the cost of a save depends on the size of the
 * change.
 */

import { basename, dirname, join, parse } from 'node:path';
import { type ClientBundle, readClientBundle } from '../bundle/client.ts';
import { type CompileHistory, DeckHistory } from '../compile/history.ts';
import type { SourcePlace } from '../compile/model/compiled.ts';
import { GenerationalCache } from '../deck/cache/generational-cache.ts';
import type { DeckFiles } from '../files/deck-files.ts';
import { DiskCache } from '../files/disk-cache.ts';
import { FileIndex } from '../files/file-index.ts';
import { SymlinkResolver } from '../files/symlinks.ts';
import type { SitePages } from './make-site-pages.ts';

/**
 * Maximum number of values that `once` keeps, newest first: sizes of pictures are among them, which may change with
 * every save.
 */
const MOST_MADE = 1000;

/** What is known of a site from earlier loads. */
export class SiteHistory implements CompileHistory {
  readonly memory: DiskCache;
  readonly index: FileIndex;
  readonly encodes: boolean;
  /** Whether the site was loaded before. */
  hasLoaded = false;
  /** Absolute paths of the folders below which decks may read. */
  folders: readonly string[] = [];
  readonly openInDev = new Set<string>();
  /** The index and the error pages as last made; `complete` if they show the current decks. */
  pages: { readonly made: SitePages; readonly complete: boolean } | undefined;
  readonly #decks = new Map<string, DeckHistory>();
  readonly #build: Parameters<typeof builtClient>[0];
  readonly #made = new Map<string, Promise<unknown>>();

  constructor(parts: {
    readonly root: string;
    readonly buildDirectory: string;
    readonly clientBuilt?: Promise<void>;
    readonly cacheDirectory: string;
    readonly encodes: boolean;
  }) {
    this.memory = new NearMemory(cacheFolder(parts));
    this.index = new FileIndex(this.memory, parts.root);
    this.encodes = parts.encodes;
    this.#build = parts;
  }

  /** Begins a load of these decks, and forgets all others. */
  begin(decks: readonly Pick<DeckFiles, 'name' | 'file'>[]): void {
    const [files, names] = [new Set(decks.map(({ file }) => file)), new Set(decks.map(({ name }) => name))];
    for (const file of this.#decks.keys()) if (!files.has(file)) this.#decks.delete(file);
    for (const name of this.openInDev) if (!names.has(name)) this.openInDev.delete(name);
  }

  /** Returns what is known of a deck, by the absolute path of its main file. */
  deck(file: string): DeckHistory {
    const known = this.#decks.get(file) ?? new DeckHistory();
    this.#decks.set(file, known);
    return known;
  }

  /**
   * Yields the absolute paths of the files that the loaded decks were made of, and of missing files that they
   * reference; for symbolic links, also of their targets. Targets that decks may not read are left out, since saving
   * them changes nothing.
   */
  *files(): Iterable<string> {
    const links = new SymlinkResolver(this.folders);
    for (const file of new Set(this.#named())) {
      yield file;
      yield* links.of(file);
    }
    // A main file may be a link to anywhere: who serves it has chosen to.
    for (const main of this.#decks.keys())
      yield* new SymlinkResolver([dirname(main), parse(main).root]).of(main);
  }

  *#named(): Iterable<string> {
    for (const [main, { latest }] of this.#decks) {
      if (!latest) continue;
      const { compiled } = latest.deck;
      for (const [file] of compiled.reads) yield file;
      yield* latest.cacheBusters.keys();
      if (compiled.error !== undefined) continue;
      const { named, missing, pictures, borrowed, included, awaited } = compiled;
      for (const path of [...named, ...missing]) yield join(dirname(main), path);
      for (const { file } of pictures) yield file;
      for (const [, file] of [...borrowed, ...included]) yield file;
      yield* awaited;
    }
  }

  /** Returns the place of a slide's source, by the deck's name; undefined where it is unknown. */
  placeOf(deck: string, slide: string): SourcePlace | undefined {
    const histories = [...this.#decks.values()];
    return histories.find(({ latest }) => latest?.deck.files.name === deck)?.placeOf(slide);
  }

  /** Whether nothing is left for a full pass. */
  get complete(): boolean {
    const { complete = true } = this.pages ?? {};
    return complete && [...this.#decks.values()].every(({ latest }) => latest?.complete ?? true);
  }

  /** Returns the built client, which does not change while the process runs. */
  client(): Promise<ClientBundle> {
    return this.once('client', () => builtClient(this.#build));
  }

  /** Returns what `make` returned for a key the first time; for values that depend on nothing but their key. */
  once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#made.get(key);
    // Each key is used for one type of value only.
    if (known) return known as Promise<T>;
    const making = make();
    this.#made.set(key, making);
    making.catch(() => this.#made.delete(key));
    const [oldest] = this.#made.keys();
    if (this.#made.size > MOST_MADE && oldest !== undefined) this.#made.delete(oldest);
    return making;
  }
}

/** Returns the built client, once it is built. */
export async function builtClient({
  buildDirectory,
  clientBuilt,
}: {
  readonly buildDirectory: string;
  readonly clientBuilt?: Promise<void>;
}): Promise<ClientBundle> {
  await clientBuilt;
  return readClientBundle(buildDirectory);
}

/** Returns the folder of the decks' cache: one for each version of the code. */
export function cacheFolder({
  cacheDirectory,
  buildDirectory,
}: {
  readonly cacheDirectory: string;
  readonly buildDirectory: string;
}): string {
  return join(cacheDirectory, 'decks', basename(buildDirectory));
}

/** A disk cache that keeps recently read values in memory, for two generations. */
class NearMemory extends DiskCache {
  readonly #near = new GenerationalCache<{ readonly value: unknown }>();

  override read(key: string): unknown {
    const near = this.#near.get(key);
    if (near) return near.value;
    const value = super.read(key);
    if (value !== undefined) this.#near.getOrMake(key, () => ({ value }));
    return value;
  }

  override nextGeneration(): void {
    this.#near.nextGeneration();
  }
}
