/**
 * Cuts and converts fonts in threads of their own: compressing one takes longer than compiling many slides, and several
 * are needed at once. The libraries are WebAssembly; a thread that has been idle ends, which gives back their memory.
 */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type fontverter from 'fontverter';
import type subsetFont from 'subset-font';

/**
 * Threads at once: one processor is for what compiles decks, but of two, both are free while it waits for its fonts. Each
 * thread loads the libraries anew.
 */
const MOST = Math.min(4, Math.max(2, availableParallelism() - 1));

/**
 * V8's flags for WebAssembly that is compiled once, fast, and not a second time for speed: the fonts of a deck are cut
 * long before that would have paid. It takes a third of the time so.
 */
const COMPILE_ONCE = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/** Milliseconds without work after which a thread ends. */
const IDLE_MS = 3000;

/** What a thread can do, with its arguments. */
type Work =
  | { readonly what: 'subset'; readonly args: Parameters<typeof subsetFont> }
  | { readonly what: 'convert'; readonly args: Parameters<typeof fontverter.convert> };

/** A thread's answer, or what is known when it ended without one. */
type Answer = { readonly bytes: Uint8Array } | { readonly error: string } | { readonly ended: string };

/** A thread ended before it answered, for want of memory for instance: another time the font may be cut. */
export class FontThreadEnded extends Error {}

interface Job {
  readonly work: Work;
  readonly answer: (answer: Answer) => void;
}

/** The program of a thread. Bytes arrive as a plain `Uint8Array`, and the libraries want Node's `Buffer`. */
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const functions = {
    subset: (...args) => require(workerData.subset)(...args),
    convert: (...args) => require(workerData.convert).convert(...args),
  };
  for (const name of [workerData.subset, workerData.convert]) require(name);
  parentPort.on('message', async ({ what, args: [font, ...args] }) => {
    try {
      parentPort.postMessage({ bytes: await functions[what](Buffer.from(font), ...args) });
    } catch (error) {
      parentPort.postMessage({ error: String(error?.stack ?? error) });
    }
  });
`;

const waiting: Job[] = [];
const idle = new Set<FontThread>();
let running = 0;
let hasStarted = false;

/** Cuts a font down, as `subset-font` does. */
export function subsetInThread(...args: Parameters<typeof subsetFont>): Promise<Buffer> {
  return inThread({ what: 'subset', args });
}

/** Converts a font, as `fontverter` does. */
export function convertInThread(...args: Parameters<typeof fontverter.convert>): Promise<Buffer> {
  return inThread({ what: 'convert', args });
}

/** Starts two threads before the process has a font to cut, so that they have loaded the libraries by then. */
export function startFontThreads(): void {
  if (hasStarted) return;
  hasStarted = true;
  while (running < 2) new FontThread().rest();
}

function inThread(work: Work): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    waiting.push({
      work,
      answer(answer) {
        if ('ended' in answer) reject(new FontThreadEnded(answer.ended));
        else if ('error' in answer) reject(new Error(answer.error));
        else resolve(Buffer.from(answer.bytes));
      },
    });
    assign();
  });
}

/** Gives waiting jobs to idle threads, and to new ones as far as there may be more. */
function assign(): void {
  while (waiting.length > 0) {
    const [thread] = idle;
    if (!thread && running >= MOST) return;
    const job = waiting.shift();
    if (job) (thread ?? new FontThread()).take(job);
  }
}

/** A thread that does one job at a time. */
class FontThread {
  readonly #worker: Worker;
  #job: Job | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    for (const flag of COMPILE_ONCE) setFlagsFromString(flag);
    const { resolve } = createRequire(import.meta.url);
    const workerData = { subset: resolve('subset-font'), convert: resolve('fontverter') };
    // Flags of the process, such as a debugger's, are not for the thread.
    this.#worker = new Worker(THREAD, { eval: true, execArgv: [], name: 'fonts', workerData });
    running++;
    this.#worker.on('message', (answer: Answer) => this.#done(answer));
    this.#worker.on('error', (error) => this.#fail(String(error)));
    this.#worker.on('exit', () => {
      running--;
      idle.delete(this);
      this.#fail('the thread that cuts fonts has ended');
      assign();
    });
  }

  take(job: Job): void {
    clearTimeout(this.#timer);
    idle.delete(this);
    this.#job = job;
    this.#worker.ref();
    this.#worker.postMessage(job.work);
  }

  /** Waits for a job, for a while. */
  rest(): void {
    this.#worker.unref();
    idle.add(this);
    this.#timer = setTimeout(() => {
      // No job is given to a thread that is ending.
      idle.delete(this);
      void this.#worker.terminate();
    }, IDLE_MS);
    this.#timer.unref();
  }

  #fail(reason: string): void {
    this.#job?.answer({ ended: reason });
    this.#job = undefined;
  }

  #done(answer: Answer): void {
    const job = this.#job;
    this.#job = undefined;
    this.rest();
    job?.answer(answer);
    assign();
  }
}
