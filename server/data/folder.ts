/** A data folder in use: whose it is, watched, and written by a thread of its own. */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Holder, Processes } from './holder.ts';
import { LOOK_MS, Lock } from './lock.ts';
import { inTime, PATIENCE_MS, SilentDisk, soon } from './patience.ts';
import { type Scribe, ScribeThread } from './scribe.ts';

/** What opening a data folder needs. */
export interface DataOptions {
  readonly folder: string;
  /** Whether each write waits until the disk has it. */
  readonly fsync: boolean;
  readonly processes: Processes;
  readonly report: (message: string) => void;
}

/** What became of a data folder at the start. */
export interface Data {
  /** The folder, where it answers: the key can be read there. */
  readonly path: string | undefined;
  /** For logs; undefined where they cannot be kept. */
  readonly folder: DataFolder | undefined;
  /** What reads logs of a folder in which nothing can be written. */
  readonly readable?: { readonly path: string; readonly scribe: Scribe };
  /** Gives the folder back. @throws Error where it does not answer: a thread of this process waits for it, perhaps for ever */
  close(): Promise<void>;
}

/**
 * Opens a data folder. One that does not answer or cannot be written is reported, and the server does without.
 * @throws Error where another server has it: a sentence that names that one's process
 */
export async function openData(options: DataOptions): Promise<Data> {
  const { report } = options;
  const path = resolve(options.folder);
  let taken: Lock | Holder;
  let isThere = false;
  try {
    await soon(mkdir(path, { recursive: true, mode: 0o700 }));
    isThere = true;
    taken = await Lock.take(path, options.processes);
  } catch (error) {
    if (error instanceof SilentDisk) {
      report(
        `${path} does not answer for ${PATIENCE_MS / 1000} seconds. The server does without: a restart forgets where talks are. See --data.`,
      );
      return { path: undefined, folder: undefined, close: () => Promise.reject(stuck(path)) };
    }
    const about = `${path} cannot be used (${reasonOf(error)})`;
    if (isThere) {
      report(`${about}. What it holds is read, and a restart forgets what comes. See --data.`);
      const scribe = new ScribeThread(options.fsync);
      const close = async () => void (await scribe.close());
      return { path, folder: undefined, readable: { path, scribe }, close };
    }
    report(`${about}, so a restart forgets where talks are. See --data.`);
    return { path, folder: undefined, close: () => Promise.resolve() };
  }
  if (taken instanceof Lock) {
    const folder = new DataFolder(path, taken, options);
    return { path, folder, close: () => folder.close() };
  }
  const { pid, host } = taken;
  throw new Error(
    `${path} is in use by another server, process ${pid} on ${host}. End that one, or give this one another folder with --data.`,
  );
}

/** A data folder that is this process's. */
export class DataFolder {
  readonly path: string;
  readonly #lock: Lock;
  readonly #options: DataOptions;
  readonly #thread: ScribeThread;
  readonly #remade: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #taker: Holder | undefined;
  #failed = false;

  constructor(path: string, lock: Lock, options: DataOptions) {
    this.path = path;
    this.#lock = lock;
    this.#options = options;
    this.#thread = new ScribeThread(options.fsync);
    this.#wait();
  }

  /** Writes into the folder, while it is this process's. */
  readonly scribe: Scribe = {
    ready: () => this.#thread.ready(),
    ask: async (order) => {
      // A log that is not as it was may be another server's by now.
      if (order.type === 'remake') await this.#look();
      if (!this.#taker) return this.#thread.ask(order);
      const { pid, host } = this.#taker;
      return { type: 'failed', reason: `process ${pid} on ${host} has taken the folder` };
    },
  };

  /** Calls back whenever the folder was deleted and is made anew. */
  onRemade(action: () => void): void {
    this.#remade.push(action);
  }

  /** Gives the folder back, as `Data` does. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const released = this.#taker ? Promise.resolve() : this.#release();
    const [isOver, answer] = await Promise.all([this.#thread.close(), inTime(released, 'late')]);
    if (isOver && answer !== 'late') return;
    throw stuck(this.path);
  }

  async #release(): Promise<void> {
    await this.#looking;
    // Where it cannot be given back, it is taken over.
    await this.#lock.release().catch(() => {});
  }

  /** The next look begins when the last is over, however long that takes. */
  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().then(() => {
        this.#looking = undefined;
        if (!this.#taker) this.#wait();
      });
    }, LOOK_MS);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    if (this.#taker) return;
    const { report } = this.#options;
    try {
      const found = await this.#lock.look();
      if (found === 'gone') await this.#remake();
      else if (found !== 'ours') {
        this.#taker = found;
        report(
          `${this.path} was taken by another server, process ${found.pid} on ${found.host}. Nothing more is written there; give one of them another folder with --data.`,
        );
      }
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) report(`${this.path} cannot be read (${reasonOf(error)}). The talks go on.`);
      this.#failed = true;
    }
  }

  async #remake(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    // Where another has made one, the next look finds it.
    if (!(await this.#lock.make())) return;
    this.#options.report(
      `${this.path} was deleted while the server uses it. It is made anew, with what is known.`,
    );
    for (const action of this.#remade) action();
  }
}

function stuck(path: string): Error {
  return new Error(`${path} does not answer, so the server ends without waiting for it.`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
