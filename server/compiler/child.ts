/** One run of the process that compiles: asked and answered, watched over, and ended when it goes over a limit. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { DeckText, ReadPlace } from '../compile/model/supervision.ts';
import { SiteError } from '../files/error.ts';
import {
  type Beginning,
  type DeckPlace,
  PLACES_FD,
  type PlaceLine,
  type Reply,
  type Requests,
  type SentError,
} from './messages.ts';

/** What compiling may take. */
export interface Limits {
  /** Milliseconds of processor time on one line, with nothing else done meanwhile. */
  readonly line: number;
  /** Milliseconds of processor time on one deck. */
  readonly deck: number;
  /** Megabytes of values. */
  readonly memory: number;
}

/** How the process is started. */
export interface ChildOptions {
  /** Node's own file. */
  readonly node: string;
  /** The number of this process, without which the other one has nothing to do. */
  readonly pid: number;
  /** The script of the process. */
  readonly script: string;
  readonly beginning: Beginning;
  readonly limits: Limits;
  /** Everything else on this machine comes first. */
  readonly isNice: boolean;
  readonly report: (message: string) => void;
}

/** What a process was doing when it ended. */
export interface Death {
  /** The limit that it went over; undefined where it ended by itself. */
  readonly limit: keyof Limits | undefined;
  /** What it read last. */
  readonly read: { readonly deck: DeckText; readonly place: ReadPlace } | undefined;
}

/** Answers of a process that has ended. */
export class ChildEnded extends Error {
  readonly death: Death;

  constructor(death: Death) {
    super('The process that compiles has ended.');
    this.name = 'ChildEnded';
    this.death = death;
  }
}

/** How often it is looked whether it is heard of, in milliseconds. A machine that slept meanwhile has lost one look, and no deck. */
const LOOK_MS = 1000;

/** So many times its processor time a line may take on the clock: other work on the machine, or a disk that does not answer. */
const PATIENCE = 6;

/** What Node says before it ends for want of memory. */
const OUT_OF_MEMORY = /heap out of memory|Allocation failed/;

/** Bytes kept of what it says of itself. */
const MOST_SAID = 20_000;

interface Pending {
  readonly type: keyof Requests;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A process that compiles. */
export class Child {
  readonly #options: ChildOptions;
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #timer: NodeJS.Timeout;
  #asked = 0;
  #said = '';
  #limit: keyof Limits | undefined;
  /** What it read last. */
  #place: DeckPlace | undefined;
  /** Milliseconds of processor time: used in all, when it began with the line that it reads, and with the deck. */
  #used = { all: 0, line: 0, deck: 0 };
  /** Looks since it was heard of. */
  #silence = 0;
  #hasEnded = false;

  constructor(options: ChildOptions) {
    const { node, script, pid, limits, beginning } = options;
    this.#options = options;
    this.#process = spawn(node, [`--max-old-space-size=${limits.memory}`, script, String(pid)], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    });
    this.#process.on('error', () => this.#end());
    this.#process.on('exit', () => this.#end());
    this.#process.on('message', (reply: Reply) => this.#take(reply));
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(0, MOST_SAID);
    });
    // A stream, as `stdio` above says.
    const places = this.#process.stdio[PLACES_FD] as Readable | null;
    if (places) createInterface(places).on('line', (line) => this.#reads(JSON.parse(line)));
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#lower();
    this.#process.send(beginning, () => {});
  }

  /** Whether it can be asked. */
  get isThere(): boolean {
    return !this.#hasEnded;
  }

  /** Whether it has something to do. */
  get isBusy(): boolean {
    return this.#pending.size > 0;
  }

  /** Asks it for something. @throws SiteError as loading does; ChildEnded */
  ask<Type extends keyof Requests>(
    type: Type,
    asked: Requests[Type]['asked'],
  ): Promise<Requests[Type]['answer']> {
    const id = ++this.#asked;
    if (this.#pending.size === 0) this.#goesOn('deck');
    return new Promise((resolve, reject) => {
      // The process answers what `Requests` says of this type.
      this.#pending.set(id, { type, resolve: resolve as Pending['resolve'], reject });
      if (this.#hasEnded) this.#rejectAll();
      else this.#process.send({ id, type, asked }, () => {});
    });
  }

  /** Ends it at once, whatever it does. */
  kill(): void {
    this.#process.kill('SIGKILL');
    this.#end();
  }

  #lower(): void {
    const { pid } = this.#process;
    if (!this.#options.isNice || pid === undefined) return;
    try {
      setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It has ended, or this system has no priorities: then it is as important as the rest.
    }
  }

  #take(reply: Reply): void {
    this.#goesOn('line');
    if ('report' in reply) {
      this.#options.report(reply.report);
      return;
    }
    const { id } = reply;
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if ('answer' in reply) pending?.resolve(reply.answer);
    else pending?.reject(errorOf(reply.error));
  }

  #reads(place: PlaceLine): void {
    if (place.length === 1) {
      this.#hasUsed(place[0]);
      return;
    }
    this.#goesOn(place.length === 0 || place[0] === this.#place?.[0] ? 'line' : 'deck');
    if (place.length === 4) this.#place = place;
  }

  /** It goes on with another line, or another deck. */
  #goesOn(what: 'line' | 'deck'): void {
    const { all, deck } = this.#used;
    this.#used = { all, line: all, deck: what === 'deck' ? all : deck };
    this.#silence = 0;
  }

  #hasUsed(all: number): void {
    this.#used = { ...this.#used, all };
    const { line, deck } = this.#options.limits;
    // Pictures take the time that they take.
    const loads = [...this.#pending.values()].some(({ type }) => type === 'load');
    if (this.isBusy && all - this.#used.line >= line) this.#endFor('line');
    else if (loads && all - this.#used.deck >= deck) this.#endFor('deck');
  }

  #look(): void {
    this.#silence++;
    if (this.isBusy && this.#silence * LOOK_MS >= this.#options.limits.line * PATIENCE) this.#endFor('line');
  }

  #endFor(limit: keyof Limits): void {
    this.#limit = limit;
    this.kill();
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearInterval(this.#timer);
    if (OUT_OF_MEMORY.test(this.#said)) this.#limit ??= 'memory';
    this.#rejectAll();
  }

  #rejectAll(): void {
    const death: Death = { limit: this.#limit, read: this.#place && readAt(this.#place) };
    for (const { reject } of this.#pending.values()) reject(new ChildEnded(death));
    this.#pending.clear();
  }
}

function errorOf({ kind, message, stack }: SentError): Error {
  if (kind === 'site') return new SiteError(message);
  const error = new Error(message);
  error.stack = stack;
  // By which `isSystemError` knows it.
  return kind === 'system' ? Object.assign(error, { syscall: '' }) : error;
}

function readAt([file, hash, shown, line]: DeckPlace): Death['read'] {
  return { deck: { file, hash }, place: { file: shown, line } };
}
