/** One run of the process that compiles: asked and answered, watched over, and ended when it goes over a limit. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { SiteError } from '../site/error.ts';
import type { DeckText, ReadPlace } from '../site/supervision.ts';
import { type Beginning, PLACES_FD, type PlaceLine, type Reply, type Requests } from './messages.ts';

/** What compiling may take. */
export interface Limits {
  /** Milliseconds on one line, with nothing else done meanwhile. */
  readonly line: number;
  /** Milliseconds on one deck. */
  readonly deck: number;
  /** Megabytes of values. */
  readonly memory: number;
}

/** How the process is started. */
export interface ChildOptions {
  /** Node's own file. */
  readonly node: string;
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

/** How often its time is looked at, in milliseconds. A machine that slept meanwhile has lost one look, and no deck. */
const LOOK_MS = 250;

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
  #place: PlaceLine = [];
  /** Looks since anything was heard of it, and since it began with the deck that it reads. */
  #looks = { line: 0, deck: 0 };
  #heard = false;
  #hasEnded = false;

  constructor(options: ChildOptions) {
    const { node, script, limits, beginning } = options;
    this.#options = options;
    this.#process = spawn(node, [`--max-old-space-size=${limits.memory}`, script], {
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
    if (this.#pending.size === 0) this.#looks = { line: 0, deck: 0 };
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
    this.#heard = true;
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
    this.#heard = true;
    if (place.length === 0) return;
    if (place[0] !== this.#place[0]) this.#looks.deck = 0;
    this.#place = place;
  }

  #look(): void {
    if (!this.isBusy) return;
    this.#looks.line = this.#heard ? 0 : this.#looks.line + 1;
    // Pictures take the time that they take.
    if ([...this.#pending.values()].some(({ type }) => type === 'load')) this.#looks.deck++;
    this.#heard = false;
    const { line, deck } = this.#options.limits;
    if (this.#looks.line * LOOK_MS >= line) this.#limit = 'line';
    else if (this.#looks.deck * LOOK_MS >= deck) this.#limit = 'deck';
    if (this.#limit) this.kill();
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearInterval(this.#timer);
    if (OUT_OF_MEMORY.test(this.#said)) this.#limit ??= 'memory';
    this.#rejectAll();
  }

  #rejectAll(): void {
    const [file, hash = '', shown = '', line = 1] = this.#place;
    const death: Death = {
      limit: this.#limit,
      read: file === undefined ? undefined : { deck: { file, hash }, place: { file: shown, line } },
    };
    for (const { reject } of this.#pending.values()) reject(new ChildEnded(death));
    this.#pending.clear();
  }
}

function errorOf({ isSiteError, message }: Extract<Reply, { error: unknown }>['error']): Error {
  return isSiteError ? new SiteError(message) : new Error(message);
}
