/** Writes logs from a worker thread, which the first request starts. */
import { Worker } from 'node:worker_threads';
import { type LogRequest, type LogResponse, runLogWriter, type WithId } from './log-writer-thread.ts';

/** Milliseconds that a thread may take to end. A longer one waits for a disk, perhaps for ever. */
const END_MS = 500;

/** Reads and writes logs. */
export interface LogWriter {
  /** Resolves once the thread runs: on a busy machine starting takes a while, which says nothing about the disk. */
  ready(): Promise<void>;
  /** Handles requests in order. Never rejects. */
  ask(order: LogRequest): Promise<LogResponse>;
}

/** The thread's code as text, so that a sealed file contains it. */
const source = (fsync: boolean) => `
const { parentPort: port } = require('node:worker_threads');
(${runLogWriter})({ port, fs: require('node:fs'), path: require('node:path'), fsync: ${fsync} });
`;

/** Writes logs in a thread of its own. */
export class LogWriterThread implements LogWriter {
  readonly #fsync: boolean;
  readonly #asked = new Map<number, (outcome: LogResponse) => void>();
  #worker: Worker | undefined;
  #ready = Promise.resolve();
  #orders = 0;
  #isClosed = false;

  /** @param fsync whether each write waits for the disk */
  constructor(fsync: boolean) {
    this.#fsync = fsync;
  }

  ready(): Promise<void> {
    try {
      if (!this.#isClosed) this.#worker ??= this.#start();
    } catch {
      // The next request reports the error.
    }
    return this.#ready;
  }

  ask(order: LogRequest): Promise<LogResponse> {
    const number = ++this.#orders;
    return new Promise((resolve) => {
      try {
        if (this.#isClosed) throw new Error('the server ends');
        this.#worker ??= this.#start();
        this.#asked.set(number, resolve);
        // While the server starts, nothing else keeps the process alive for the answer.
        this.#worker.ref();
        this.#worker.postMessage({ number, what: order } satisfies WithId<LogRequest>);
      } catch (error) {
        resolve(failed(error));
      }
    });
  }

  /** Ends the thread; false where it does not end, since it waits for a disk. */
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
    // Flags of the process, such as a debugger's, are not for the thread.
    const worker = new Worker(source(this.#fsync), { eval: true, execArgv: [], name: 'log' });
    worker.on('message', ({ number, what }: WithId<LogResponse>) => {
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

  /** Handles a failed thread, which has nothing open: the next request starts another. */
  #fail(error: unknown): void {
    this.#worker = undefined;
    for (const answer of this.#asked.values()) answer(failed(error));
    this.#asked.clear();
  }
}

function failed(error: unknown): LogResponse {
  return { type: 'failed', reason: error instanceof Error ? error.message : String(error) };
}
