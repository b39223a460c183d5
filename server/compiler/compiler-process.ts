/** The compiler process, seen from the server: sends requests, enforces limits, and reports why it ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { DeckText, ReadPlace } from '../compile/model/supervision.ts';
import { SiteError } from '../files/site-error.ts';
import {
  type DeckPlace,
  PLACES_FD,
  type PlaceLine,
  type Reply,
  type Requests,
  type SentError,
  type StartMessage,
} from './messages.ts';

/** Limits of the compiler process. */
export interface Limits {
  /** Milliseconds of processor time for one line. */
  readonly line: number;
  /** Milliseconds of processor time for one deck. */
  readonly deck: number;
  /** Megabytes of JavaScript memory. */
  readonly memory: number;
}

/** How the process is started. */
export interface ChildOptions {
  /** Path of Node. */
  readonly node: string;
  /** This process's id; the compiler ends when this process does. */
  readonly pid: number;
  /** Path of the script to run. */
  readonly script: string;
  readonly beginning: StartMessage;
  readonly limits: Limits;
  /** Whether it runs at low priority from its beginning. */
  readonly hasLowPriority: boolean;
  readonly report: (message: string) => void;
  readonly progress: (loaded: number, all: number) => void;
}

/** Why the process ended. */
export interface ExitReason {
  /** The limit that it exceeded; undefined where it ended by itself. */
  readonly limit: keyof Limits | undefined;
  /** The last place that it read. */
  readonly read: { readonly deck: DeckText; readonly place: ReadPlace } | undefined;
}

/** Rejects the requests to a process that has ended. */
export class CompilerExited extends Error {
  readonly reason: ExitReason;

  constructor(reason: ExitReason) {
    super(
      'The process that compiles the decks was ended, from outside or for lack of memory. Free some memory, and try again.',
    );
    this.name = 'ChildEnded';
    this.reason = reason;
  }
}

/**
 * Milliseconds between two checks for a sign of life. If the machine slept, only one check is lost, and no
 * deck.
 */
const CHECK_MS = 1000;

/**
 * Wall-clock time allowed for a line, as a multiple of its processor time: the machine may be busy, or a disk
 * hang.
 */
const WALL_CLOCK_FACTOR = 6;

/** Node's message before it ends for lack of memory. */
const OUT_OF_MEMORY = /heap out of memory|Allocation failed/;

/** Characters kept of its standard error. */
const MAX_STDERR_CHARACTERS = 20_000;

interface Pending {
  readonly type: keyof Requests;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A running compiler process. */
export class CompilerProcess {
  readonly #options: ChildOptions;
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #timer: NodeJS.Timeout;
  #lastId = 0;
  #stderr = '';
  #limit: keyof Limits | undefined;
  /** The last place that it read. */
  #place: DeckPlace | undefined;
  /** Milliseconds of processor time: in total, at the start of the current line, and of the current deck. */
  #used = { all: 0, line: 0, deck: 0 };
  /** Checks since the last sign of life. */
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
    this.#process.on('message', (reply: Reply) => this.#onReply(reply));
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(0, MAX_STDERR_CHARACTERS);
    });
    // A stream, by `stdio` above.
    const places = this.#process.stdio[PLACES_FD] as Readable | null;
    if (places) createInterface(places).on('line', (line) => this.#onPlace(JSON.parse(line)));
    this.#timer = setInterval(() => this.#checkSilence(), CHECK_MS);
    if (options.hasLowPriority) this.lowerPriority();
    this.#process.send(beginning, () => {});
  }

  /** Whether requests can be sent. */
  get isRunning(): boolean {
    return !this.#hasEnded;
  }

  /** Whether requests are pending. */
  get isBusy(): boolean {
    return this.#pending.size > 0;
  }

  /** Sends a request. @throws SiteError as loading does; CompilerExited */
  ask<Type extends keyof Requests>(
    type: Type,
    asked: Requests[Type]['asked'],
  ): Promise<Requests[Type]['answer']> {
    const id = ++this.#lastId;
    if (this.#pending.size === 0) this.#onProgress('deck');
    return new Promise((resolve, reject) => {
      // The process answers with the type that `Requests` declares.
      this.#pending.set(id, { type, resolve: resolve as Pending['resolve'], reject });
      if (this.#hasEnded) this.#rejectAll();
      else this.#process.send({ id, type, asked }, () => {});
    });
  }

  /** Kills the process at once. */
  kill(): void {
    this.#process.kill('SIGKILL');
    this.#end();
  }

  /** From now on, lets talks and pages go before. */
  lowerPriority(): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It has ended, or the system has no priorities.
    }
  }

  #onReply(reply: Reply): void {
    this.#onProgress('line');
    if ('report' in reply) {
      this.#options.report(reply.report);
      return;
    }
    if ('progress' in reply) {
      this.#options.progress(...reply.progress);
      return;
    }
    const { id } = reply;
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if ('answer' in reply) pending?.resolve(reply.answer);
    else pending?.reject(errorOf(reply.error));
  }

  #onPlace(place: PlaceLine): void {
    if (place.length === 1) {
      this.#onCpuTime(place[0]);
      return;
    }
    this.#onProgress(place.length === 0 || place[0] === this.#place?.[0] ? 'line' : 'deck');
    if (place.length === 4) this.#place = place;
  }

  /** Notes that it moved on to another line or deck. */
  #onProgress(what: 'line' | 'deck'): void {
    const { all, deck } = this.#used;
    this.#used = { all, line: all, deck: what === 'deck' ? all : deck };
    this.#silence = 0;
  }

  #onCpuTime(all: number): void {
    this.#used = { ...this.#used, all };
    const { line, deck } = this.#options.limits;
    // The limit of a deck does not apply to making pictures.
    const loads = [...this.#pending.values()].some(({ type }) => type === 'load');
    if (this.isBusy && all - this.#used.line >= line) this.#killFor('line');
    else if (loads && all - this.#used.deck >= deck) this.#killFor('deck');
  }

  #checkSilence(): void {
    this.#silence++;
    if (this.isBusy && this.#silence * CHECK_MS >= this.#options.limits.line * WALL_CLOCK_FACTOR)
      this.#killFor('line');
  }

  #killFor(limit: keyof Limits): void {
    this.#limit = limit;
    this.kill();
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearInterval(this.#timer);
    if (OUT_OF_MEMORY.test(this.#stderr)) this.#limit ??= 'memory';
    this.#rejectAll();
  }

  #rejectAll(): void {
    const reason: ExitReason = { limit: this.#limit, read: this.#place && readAt(this.#place) };
    for (const { reject } of this.#pending.values()) reject(new CompilerExited(reason));
    this.#pending.clear();
  }
}

function errorOf({ kind, message, stack, facts }: SentError): Error {
  if (kind === 'site') return new SiteError(message);
  const error = new Error(message);
  error.stack = stack;
  // A system error is recognised by its `syscall`.
  return Object.assign(error, kind === 'system' && { syscall: '' }, facts);
}

function readAt([file, hash, shown, line]: DeckPlace): ExitReason['read'] {
  return { deck: { file, hash }, place: { file: shown, line } };
}
