/** What a running server keeps of its site from one save to the next, so that a save costs what it changes. */

import { basename, dirname, join, parse } from 'node:path';
import { type ClientBundle, readClientBundle } from '../bundle/client.ts';
import type { SiteCache } from '../compile/model/deck-cache.ts';
import { DeckWork, type SourcePlace } from '../compile/model/deck-cache.ts';
import { Recent } from '../deck/cache/generations.ts';
import type { DeckFiles } from '../files/discover.ts';
import { DiskCache } from '../files/disk-cache.ts';
import { FileIndex } from '../files/file-index.ts';
import { SymlinkResolver } from '../files/symlinks.ts';
import type { SitePages } from './make-site-pages.ts';

/** Values of `once` kept at the most, those made last: sizes of pictures are among them, which may change with every save. */
const MOST_MADE = 1000;

/** What is kept of a site. */
export class SiteWork implements SiteCache {
  readonly memory: DiskCache;
  readonly index: FileIndex;
  /** Whether pages are to be encoded once there is time. */
  readonly encodes: boolean;
  /** A save is on its way to the screen: what can wait waits. */
  hurries = false;
  /** The site was loaded before. */
  hasLoaded = false;
  /** Decks are loaded one after the other. */
  oneByOne = false;
  /** Absolute paths of the folders below which decks may read. */
  folders: readonly string[] = [];
  /** Names of decks that somebody edits: they are compiled before the first save, not by it. */
  readonly wanted = new Set<string>();
  /** The index and the error pages as they were made last, and whether they are behind. */
  pages: SitePages | undefined;
  owesPages = false;
  readonly #decks = new Map<string, DeckWork>();
  readonly #buildDirectory: string;
  readonly #made = new Map<string, Promise<unknown>>();

  constructor(parts: {
    readonly root: string;
    readonly buildDirectory: string;
    readonly cacheDirectory: string;
    readonly encodes: boolean;
  }) {
    this.memory = new NearMemory(cacheFolder(parts));
    this.index = new FileIndex(this.memory, parts.root);
    this.encodes = parts.encodes;
    this.#buildDirectory = parts.buildDirectory;
  }

  /** A load of these decks begins, and what is kept of others is forgotten. */
  begin(decks: readonly Pick<DeckFiles, 'name' | 'file'>[]): void {
    const [files, names] = [new Set(decks.map(({ file }) => file)), new Set(decks.map(({ name }) => name))];
    for (const file of this.#decks.keys()) if (!files.has(file)) this.#decks.delete(file);
    for (const name of this.wanted) if (!names.has(name)) this.wanted.delete(name);
  }

  /** What is kept of a deck, by its main file. */
  deck(file: string): DeckWork {
    const known = this.#decks.get(file) ?? new DeckWork();
    this.#decks.set(file, known);
    return known;
  }

  /**
   * Absolute paths of what decks were made of as they were loaded last, and of what they wait for; of links, those of what
   * they lead to as well. What decks may not read is nobody's save.
   */
  *files(): Iterable<string> {
    const links = new SymlinkResolver(this.folders);
    for (const file of new Set(this.#named())) {
      yield file;
      yield* links.of(file);
    }
    // Whoever serves a link has said so.
    for (const main of this.#decks.keys())
      yield* new SymlinkResolver([dirname(main), parse(main).root]).of(main);
  }

  *#named(): Iterable<string> {
    for (const [main, { last, versions }] of this.#decks) {
      if (!last) continue;
      const { reads, named, missing, pictures, borrowed, included, awaited } = last.deck.compiled;
      for (const [file] of reads) yield file;
      for (const path of [...named, ...missing]) yield join(dirname(main), path);
      for (const { file } of pictures) yield file;
      for (const [, file] of [...borrowed, ...included]) yield file;
      yield* awaited;
      yield* versions.keys();
    }
  }

  /** Where a slide's source is, of a deck by its name. */
  placeOf(deck: string, slide: string): SourcePlace | undefined {
    const work = [...this.#decks.values()].find(({ last }) => last?.deck.files.name === deck);
    return work?.placeOf(slide);
  }

  /** Whether something was put off. */
  get owes(): boolean {
    return this.owesPages || [...this.#decks.values()].some(({ settled }) => !settled);
  }

  /** The built client, which is the same as long as the process runs. */
  client(): Promise<ClientBundle> {
    return this.once('client', () => readClientBundle(this.#buildDirectory));
  }

  /** What `make` makes, made once: for what depends on nothing but its key. */
  once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#made.get(key);
    // One key is only ever asked for one kind of value.
    if (known) return known as Promise<T>;
    const making = make();
    this.#made.set(key, making);
    making.catch(() => this.#made.delete(key));
    const [oldest] = this.#made.keys();
    if (this.#made.size > MOST_MADE && oldest !== undefined) this.#made.delete(oldest);
    return making;
  }
}

/** Where what is remembered of decks is kept: a folder for each version of the code. */
export function cacheFolder({
  cacheDirectory,
  buildDirectory,
}: {
  readonly cacheDirectory: string;
  readonly buildDirectory: string;
}): string {
  return join(cacheDirectory, 'decks', basename(buildDirectory));
}

/** A memory that need not go to the disk for what it was asked for a moment ago. */
class NearMemory extends DiskCache {
  readonly #near = new Recent<{ readonly value: unknown }>();

  override read(key: string): unknown {
    const near = this.#near.get(key);
    if (near) return near.value;
    const value = super.read(key);
    if (value !== undefined) this.#near.remember(key, () => ({ value }));
    return value;
  }

  override turn(): void {
    this.#near.turn();
  }
}
