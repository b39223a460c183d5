/** Loads a site in a separate process, so that no deck can block or crash a talk. */

import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SourcePlace } from '../compile/model/compiled.ts';
import type { SourcePicture } from '../compile/pictures/store.ts';
import { hashOfFile } from '../files/hash.ts';
import { once } from '../files/once.ts';
import { clientFiles } from '../site/client-files.ts';
import { loadRemembered } from '../site/load.ts';
import {
  type LoadedSite,
  type LoaderOptions,
  type LoadRequest,
  rootOf,
  type SiteLoader,
} from '../site/loader.ts';
import type { Resource, Site } from '../site/site.ts';
import { CompilerExited, CompilerProcess, type ExitReason, type Limits } from './compiler-process.ts';
import type { Requests, StoppedDeck } from './messages.ts';
import { Unpacker } from './unpacker.ts';

/** Megabytes: several times what a thousand slides with pictures, fonts and diagrams need. */
const MEMORY_MB = 2048;

/**
 * Even a slow machine takes seconds for the largest readable diagram, and a minute for the longest deck;
 * someone about to go on stage should not wait longer for a message.
 */
const LIMITS: Limits = {
  line: 10_000,
  deck: 60_000,
  memory: Math.min(MEMORY_MB, Math.floor(totalmem() / 2 / 1024 / 1024)),
};

/** Milliseconds without a request after which the process is ended to free its memory, unless it is kept. */
const IDLE_MS = 60_000;

/** Milliseconds to wait for a page; then the previous one is served, since the process is busy. */
const PAGE_MS = 1000;

/** The options of a compiler. */
export interface CompilerOptions {
  /** What to load; a process begins with it before the client is built. */
  readonly loading: Omit<LoaderOptions, 'report' | 'supervision' | 'progress'>;
  /** Called with messages about slow work. */
  readonly report: (message: string) => void;
  /** Path of Node. */
  readonly node: string;
  /** This process's id. */
  readonly pid: number;
  /** Whether the process stays, with its caches, while nothing changes. */
  readonly keepsProcess: boolean;
  readonly limits?: Partial<Limits>;
  /** Called now and then, in loads that take seconds, with how many decks are loaded, of how many. */
  readonly progress?: (loaded: number, all: number) => void;
  /** Called after each load with the seconds that it took, and what came of it. */
  readonly compiled?: (seconds: number, pass: LoadRequest['pass'], site: Site) => void;
}

/** Loads a site once: from the cache, or with a process that ends afterwards. @throws SiteError */
export async function loadOnce(options: Omit<CompilerOptions, 'keepsProcess'>): Promise<Site> {
  const remembered = await loadRemembered(options.loading);
  if (remembered) return remembered;
  const compiler = new SiteCompiler({ ...options, keepsProcess: true });
  try {
    return (await compiler.load({ pass: 'full' })).site;
  } finally {
    compiler.close();
  }
}

/** Compiles a site in a separate process, which is started on demand. */
export class SiteCompiler implements SiteLoader {
  readonly #options: CompilerOptions;
  readonly #limits: Limits;
  readonly #client: () => ReturnType<typeof clientFiles>;
  readonly #openInDev = new Set<string>();
  readonly #stopped = new Map<string, StoppedDeck>();
  #unpacker: Unpacker | undefined;
  #files: readonly string[] = [];
  #child: CompilerProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;
  #isClientBuilt: boolean;
  /** Whether a site is served while the process works. Until then, everybody waits for it. */
  #isServing = false;

  constructor(options: CompilerOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#client = once(() => clientFiles(options.loading.buildDirectory));
    this.#isClientBuilt = options.loading.clientBuilt === undefined;
    // Whoever started the build tells why it failed.
    options.loading.clientBuilt?.then(() => this.#tellBuilt()).catch(() => {});
  }

  /** Starts from a site that was loaded in this process, so that only differences are transferred. */
  start(site: Site): void {
    this.#unpacker = new Unpacker(this.#client(), site);
    this.#serve();
  }

  async load(request: LoadRequest): Promise<LoadedSite> {
    const began = performance.now();
    // A deck that goes over a limit is left out in the next round.
    for (let careful = false; ; careful = true) {
      try {
        const asked = { ...request, oneByOne: careful };
        const { parcel, files, complete } = await this.#ask('load', asked);
        if (files !== 'same') this.#files = files;
        const site = this.#receiver().unpack(parcel, (address) => this.#page(address));
        this.#serve();
        this.#options.compiled?.((performance.now() - began) / 1000, request.pass, site);
        return { site, files: this.#files, complete };
      } catch (error) {
        if (!(error instanceof CompilerExited) || this.#isClosed) throw error;
        const isCertain = careful || error.reason.limit === 'line';
        if (isCertain && !this.#stopDeck(error.reason)) throw error;
      }
    }
  }

  openInDev(deck: string): void {
    this.#openInDev.add(deck);
    if (this.#child?.isRunning) this.#ask('openInDev', deck).catch(() => {});
  }

  async makePicture(picture: SourcePicture, report: (message: string) => void): Promise<number> {
    try {
      const { made, told } = await this.#ask('picture', picture);
      for (const message of told) report(message);
      return made;
    } catch {
      // The picture stays as it is; the reason is reported where it ends a load.
      return 0;
    }
  }

  /** Returns warnings, one message each. @throws Error where checking takes too long */
  async check(): Promise<readonly string[]> {
    try {
      return await this.#ask('check', undefined);
    } catch (error) {
      if (!(error instanceof CompilerExited)) throw error;
      if (this.#isClosed) return [];
      throw new Error('Checking the decks was given up. `npm run check` may tell what takes so long.');
    }
  }

  /** Compiles one deck in a theme, or in its own, as a site of its own. */
  async inTheme(deck: string, theme: string | undefined): Promise<Site> {
    const parcel = await this.#ask('inTheme', { deck, theme });
    return new Unpacker(this.#client(), undefined).unpack(parcel, async () => undefined);
  }

  /** Returns where a slide's source begins. */
  placeOf(deck: string, slide: string): Promise<SourcePlace | undefined> {
    return this.#ask('place', { deck, slide });
  }

  /** Kills the process. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    this.#child?.kill();
  }

  #serve(): void {
    if (this.#isServing || this.#options.keepsProcess) return;
    this.#isServing = true;
    this.#child?.lowerPriority();
  }

  /** Requests a page that was left out of the last transfer; gives up when it takes too long. */
  async #page(address: string): Promise<Resource | undefined> {
    if (!this.#child?.isRunning) return undefined;
    const giveUp = new AbortController();
    const given = sleep(PAGE_MS, undefined, giveUp).catch(() => undefined);
    try {
      return await Promise.race([this.#ask('page', address), given]);
    } catch {
      // The process has ended; the reason is reported where it ends a load.
      return undefined;
    } finally {
      giveUp.abort();
    }
  }

  #tellBuilt(): void {
    this.#isClientBuilt = true;
    if (this.#child?.isRunning) this.#ask('clientBuilt', undefined).catch(() => {});
  }

  #receiver(): Unpacker {
    this.#unpacker ??= new Unpacker(this.#client(), undefined);
    return this.#unpacker;
  }

  async #ask<Type extends keyof Requests>(
    type: Type,
    asked: Requests[Type]['asked'],
  ): Promise<Requests[Type]['answer']> {
    clearTimeout(this.#idle);
    if (this.#isClosed) throw new CompilerExited({ limit: undefined, read: undefined });
    const child = this.#startedProcess();
    try {
      return await child.ask(type, asked);
    } finally {
      if (!child.isBusy && !this.#options.keepsProcess) this.#stopWhenIdle(child);
    }
  }

  /** Returns the running process, or starts one. */
  #startedProcess(): CompilerProcess {
    if (this.#child?.isRunning) return this.#child;
    const { node, pid, report, progress = () => {} } = this.#options;
    const { clientBuilt: _clientBuilt, ...loading } = this.#options.loading;
    this.#child = new CompilerProcess({
      node,
      pid,
      report,
      progress,
      limits: this.#limits,
      hasLowPriority: this.#isServing,
      script: join(loading.buildDirectory, 'server', 'compiler.js'),
      beginning: {
        options: loading,
        isClientBuilt: this.#isClientBuilt,
        openInDev: [...this.#openInDev],
        stopped: [...this.#stopped.values()],
        known: this.#unpacker?.signatures() ?? new Map(),
      },
    });
    return this.#child;
  }

  #stopWhenIdle(child: CompilerProcess): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => child.isBusy || child.kill(), IDLE_MS);
    this.#idle.unref();
  }

  /** Marks the deck to be skipped; false where it is not known which. */
  #stopDeck({ limit, read }: ExitReason): boolean {
    if (!read) return false;
    const { deck, place } = read;
    const placeHash = hashOfFile(resolve(rootOf(this.#options.loading.path), place.file));
    const before = this.#stopped.get(deck.file);
    if (before?.deck.hash === deck.hash && before.placeHash === placeHash) return false;
    this.#stopped.set(deck.file, { deck, place, placeHash, reason: this.#sentenceFor(limit) });
    return true;
  }

  #sentenceFor(limit: keyof Limits | undefined): string {
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
