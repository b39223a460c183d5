/** Logs of a test in a folder, written by a thread as a server's are; and a scribe whose disk the test plays. */

import { type LogWriter, LogWriterThread } from '../../server/data/log-writer.ts';
import type { LogRequest, LogResponse } from '../../server/data/log-writer-thread.ts';

const threads: LogWriterThread[] = [];

/** A thread that writes. */
export function startScribe(fsync = false): LogWriterThread {
  const thread = new LogWriterThread(fsync);
  threads.push(thread);
  return thread;
}

/** Ends all threads, as a process does when it ends. */
export async function endScribes(): Promise<void> {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
}

/** A disk that answers when the test says so. */
export class SlowDisk implements LogWriter {
  readonly orders: LogRequest[] = [];
  #answers: ((outcome: LogResponse) => void)[] = [];

  ready(): Promise<void> {
    return Promise.resolve();
  }

  ask(order: LogRequest): Promise<LogResponse> {
    if (order.type === 'open') {
      return Promise.resolve({ type: 'opened', file: `/data/${order.names[0]}`, bytes: new Uint8Array() });
    }
    this.orders.push(order);
    return new Promise((resolve) => this.#answers.push(resolve));
  }

  /** Answers the oldest order that has none. */
  async answer(outcome: LogResponse = { type: 'kept' }): Promise<void> {
    this.#answers.shift()?.(outcome);
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** What was to be written so far. */
  get lines(): string[] {
    return this.orders.flatMap((order) => ('lines' in order ? [order.lines] : []));
  }
}
