/** The thread that writes logs, from the side of those who ask it: it is started by the first order. */
import { Worker } from 'node:worker_threads';
import { type Numbered, type Order, type Outcome, obey } from './in-thread.ts';

/** How long a thread may take to end, in milliseconds. One that takes longer waits for a disk, perhaps for ever. */
const END_MS = 500;

/** Whoever writes logs. */
export interface Scribe {
  /** Resolves once it can be asked: on a busy machine a thread takes its time to begin, which says nothing of the disk. */
  ready(): Promise<void>;
  /** Does what is asked, in the order of asking. Never rejects. */
  ask(order: Order): Promise<Outcome>;
}

/** The thread's code as text, so that a sealed file has it in itself. */
const source = (fsync: boolean) => `
const { parentPort: port } = require('node:worker_threads');
(${obey})({ port, fs: require('node:fs'), path: require('node:path'), fsync: ${fsync} });
`;

/** Writes logs in a thread of its own. */
export class ScribeThread implements Scribe {
  readonly #fsync: boolean;
  readonly #asked = new Map<number, (outcome: Outcome) => void>();
  #worker: Worker | undefined;
  #ready = Promise.resolve();
  #orders = 0;
  #isClosed = false;

  /** @param fsync whether each write waits until the disk has it */
  constructor(fsync: boolean) {
    this.#fsync = fsync;
  }

  ready(): Promise<void> {
    try {
      if (!this.#isClosed) this.#worker ??= this.#start();
    } catch {
      // Whoever asks is told.
    }
    return this.#ready;
  }

  ask(order: Order): Promise<Outcome> {
    const number = ++this.#orders;
    return new Promise((resolve) => {
      try {
        if (this.#isClosed) throw new Error('the server ends');
        this.#worker ??= this.#start();
        this.#asked.set(number, resolve);
        // At the start nothing else keeps the process waiting for the answer.
        this.#worker.ref();
        this.#worker.postMessage({ number, what: order } satisfies Numbered<Order>);
      } catch (error) {
        resolve(failed(error));
      }
    });
  }

  /** Ends the thread; false when it does not end, since it waits for a disk. */
  async close(): Promise<boolean> {
    this.#isClosed = true;
    const ended = this.#worker?.terminate().then(() => true) ?? Promise.resolve(true);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, END_MS, false);
    });
    const isOver = await Promise.race([ended, late]);
    clearTimeout(timer);
    return isOver;
  }

  #start(): Worker {
    // What the process was started with, such as a debugger, is not meant for it.
    const worker = new Worker(source(this.#fsync), { eval: true, execArgv: [], name: 'log' });
    worker.on('message', ({ number, what }: Numbered<Outcome>) => {
      this.#asked.get(number)?.(what);
      this.#asked.delete(number);
      if (this.#asked.size === 0) worker.unref();
    });
    this.#ready = new Promise((resolve) => {
      for (const event of ['online', 'error', 'exit']) worker.once(event, resolve);
    });
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('the thread that writes it has ended')));
    worker.once('online', () => this.#asked.size > 0 || worker.unref());
    return worker;
  }

  /** A thread that failed has nothing open: the next order starts another. */
  #fail(error: unknown): void {
    this.#worker = undefined;
    for (const answer of this.#asked.values()) answer(failed(error));
    this.#asked.clear();
  }
}

function failed(error: unknown): Outcome {
  return { type: 'failed', reason: error instanceof Error ? error.message : String(error) };
}
