/** Logs of a test in a folder, written by a thread as a server's are; and a scribe whose disk the test plays. */
import type { Order, Outcome } from '../../server/data/in-thread.ts';
import { type Scribe, ScribeThread } from '../../server/data/scribe.ts';

const threads: ScribeThread[] = [];

/** A thread that writes. */
export function startScribe(fsync = false): ScribeThread {
  const thread = new ScribeThread(fsync);
  threads.push(thread);
  return thread;
}

/** Ends all threads, as a process does when it ends. */
export async function endScribes(): Promise<void> {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
}

/** A disk that answers when the test says so. */
export class SlowDisk implements Scribe {
  readonly orders: Order[] = [];
  #answers: ((outcome: Outcome) => void)[] = [];

  ready(): Promise<void> {
    return Promise.resolve();
  }

  ask(order: Order): Promise<Outcome> {
    if (order.type === 'open') {
      return Promise.resolve({ type: 'opened', file: `/data/${order.names[0]}`, bytes: new Uint8Array() });
    }
    this.orders.push(order);
    return new Promise((resolve) => this.#answers.push(resolve));
  }

  /** Answers the oldest order that has none. */
  async answer(outcome: Outcome = { type: 'kept' }): Promise<void> {
    this.#answers.shift()?.(outcome);
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** What was to be written so far. */
  get lines(): string[] {
    return this.orders.flatMap((order) => ('lines' in order ? [order.lines] : []));
  }
}
