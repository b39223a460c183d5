/** Loads a site in a process of its own, so that nothing that a deck holds can hold up a talk, or end it. */

import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SourcePlace } from '../compile/model/deck-cache.ts';
import type { SourcePicture } from '../compile/pictures/store.ts';
import { hashOfFile } from '../files/hash.ts';
import { once } from '../files/once.ts';
import { clientFiles } from '../site/client-files.ts';
import { loadRemembered } from '../site/load.ts';
import { type LoadedSite, type LoaderOptions, type Pass, rootOf, type SiteLoader } from '../site/loader.ts';
import type { Resource, Site } from '../site/site.ts';
import { Child, ChildEnded, type Death, type Limits } from './child.ts';
import type { Requests, Stopped } from './messages.ts';
import { Unpacker } from './unpacker.ts';

/** Megabytes that a thousand slides with their pictures, fonts and diagrams need several times over. */
const MEMORY_MB = 2048;

/**
 * A slow machine takes seconds for the largest diagram that anyone could read, and a minute for the longest deck; whoever is
 * about to go on stage should not have to wait longer to be told.
 */
const LIMITS: Limits = {
  line: 10_000,
  deck: 60_000,
  memory: Math.min(MEMORY_MB, Math.floor(totalmem() / 2 / 1024 / 1024)),
};

/** Milliseconds without a request after which a process is given back, with all its memory, where that is wanted. */
const IDLE_MS = 60_000;

/** Milliseconds after which somebody who loads a deck has its page as it was before the save: the process does something else. */
const PAGE_MS = 1000;

/** What compiles, and how. */
export interface CompilerOptions {
  readonly loading: Omit<LoaderOptions, 'report' | 'supervision'>;
  /** Told what takes long. */
  readonly report: (message: string) => void;
  /** Node's own file. */
  readonly node: string;
  /** The number of this process. */
  readonly pid: number;
  /** Whether the process stays, and what it knows of the decks, while nobody saves. */
  readonly staysWarm: boolean;
  readonly limits?: Partial<Limits>;
}

/** Loads a site once: from what is remembered of it, else by a process that ends with it. @throws SiteError */
export async function loadOnce(options: Omit<CompilerOptions, 'staysWarm'>): Promise<Site> {
  const remembered = await loadRemembered(options.loading);
  if (remembered) return remembered;
  const compiler = new SiteCompiler({ ...options, staysWarm: true });
  try {
    return (await compiler.load({ hurries: false })).site;
  } finally {
    compiler.close();
  }
}

/** Compiles a site in a process of its own, which is started when it is needed. */
export class SiteCompiler implements SiteLoader {
  readonly #options: CompilerOptions;
  readonly #limits: Limits;
  readonly #client: () => ReturnType<typeof clientFiles>;
  readonly #wanted = new Set<string>();
  readonly #stopped = new Map<string, Stopped>();
  #unpacker: Unpacker | undefined;
  #files: readonly string[] = [];
  #child: Child | undefined;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: CompilerOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#client = once(() => clientFiles(options.loading.buildDirectory));
  }

  /** Takes over a site that was loaded in this process, so that only what is different crosses over. */
  start(site: Site): void {
    this.#unpacker = new Unpacker(this.#client(), site);
  }

  async load(pass: Pass): Promise<LoadedSite> {
    // A deck that goes over a limit is left out in the next round.
    for (let careful = false; ; careful = true) {
      try {
        const { parcel, files, owes } = await this.#ask('load', { ...pass, oneByOne: careful });
        if (files !== 'same') this.#files = files;
        const site = this.#received().unpack(parcel, (address) => this.#page(address));
        return { site, files: this.#files, owes };
      } catch (error) {
        if (!(error instanceof ChildEnded) || this.#isClosed) throw error;
        const isCertain = careful || error.death.limit === 'line';
        if (isCertain && !this.#stop(error.death)) throw error;
      }
    }
  }

  want(deck: string): void {
    this.#wanted.add(deck);
    if (this.#child?.isThere) this.#ask('want', deck).catch(() => {});
  }

  async makePicture(picture: SourcePicture, report: (message: string) => void): Promise<number> {
    try {
      const { made, told } = await this.#ask('picture', picture);
      for (const message of told) report(message);
      return made;
    } catch {
      // It stays as it is; whatever ended the process is told where it ended a load.
      return 0;
    }
  }

  /** What deserves a look, a message each. @throws Error where that takes too long */
  async check(): Promise<readonly string[]> {
    try {
      return await this.#ask('check', undefined);
    } catch (error) {
      if (!(error instanceof ChildEnded)) throw error;
      if (this.#isClosed) return [];
      throw new Error('Checking the decks was given up. `npm run check` may tell what takes so long.');
    }
  }

  /** Where a slide's source begins. */
  placeOf(deck: string, slide: string): Promise<SourcePlace | undefined> {
    return this.#ask('place', { deck, slide });
  }

  /** Ends the process at once. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    this.#child?.kill();
  }

  /** Asks for a page that the last site came without, for so long as whoever loads it can wait. */
  async #page(address: string): Promise<Resource | undefined> {
    if (!this.#child?.isThere) return undefined;
    const giveUp = new AbortController();
    const given = sleep(PAGE_MS, undefined, giveUp).catch(() => undefined);
    try {
      return await Promise.race([this.#ask('page', address), given]);
    } catch {
      // It has ended; what for is told where it ended a load.
      return undefined;
    } finally {
      giveUp.abort();
    }
  }

  #received(): Unpacker {
    this.#unpacker ??= new Unpacker(this.#client(), undefined);
    return this.#unpacker;
  }

  async #ask<Type extends keyof Requests>(
    type: Type,
    asked: Requests[Type]['asked'],
  ): Promise<Requests[Type]['answer']> {
    clearTimeout(this.#idle);
    if (this.#isClosed) throw new ChildEnded({ limit: undefined, read: undefined });
    const child = this.#running();
    try {
      return await child.ask(type, asked);
    } finally {
      if (!child.isBusy && !this.#options.staysWarm) this.#rest(child);
    }
  }

  /** The process that runs, or a new one. */
  #running(): Child {
    if (this.#child?.isThere) return this.#child;
    const { loading, node, pid, report, staysWarm } = this.#options;
    this.#child = new Child({
      node,
      pid,
      report,
      limits: this.#limits,
      isNice: !staysWarm,
      script: join(loading.buildDirectory, 'server', 'compiler.js'),
      beginning: {
        options: loading,
        wanted: [...this.#wanted],
        stopped: [...this.#stopped.values()],
        known: this.#received().signatures(),
      },
    });
    return this.#child;
  }

  #rest(child: Child): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => child.isBusy || child.kill(), IDLE_MS);
    this.#idle.unref();
  }

  /** Notes that a deck is not to be compiled; false where it is not known which. */
  #stop({ limit, read }: Death): boolean {
    if (!read) return false;
    const { deck, place } = read;
    const placeHash = hashOfFile(resolve(rootOf(this.#options.loading.path), place.file));
    const before = this.#stopped.get(deck.file);
    if (before?.deck.hash === deck.hash && before.placeHash === placeHash) return false;
    this.#stopped.set(deck.file, { deck, place, placeHash, reason: this.#reason(limit) });
    return true;
  }

  #reason(limit: keyof Limits | undefined): string {
    const { line, deck, memory } = this.#limits;
    switch (limit) {
      case 'line':
        return `this deck was given up: reading what begins here took longer than ${line / 1000} s`;
      case 'deck':
        return `this deck was given up here: it took longer than ${deck / 1000} s in all`;
      case 'memory':
        return `this deck was given up here: it needed more than ${memory.toLocaleString('en-US')} MB of memory`;
      case undefined:
        return 'this deck was given up: the process that compiles ended when it read what begins here';
    }
  }
}
