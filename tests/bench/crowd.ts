/**
 * A crowd of viewers of a live server, in a separate process: connects them, and measures when each receives a step.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('references/viewers.mjs', import.meta.url));

/** Milliseconds after which a viewer that has not connected counts as lost. */
const OPEN_LIMIT_MS = 60_000;

/** Milliseconds after which a step that was not received counts as lost. */
const STEP_LIMIT_MS = 10_000;

/** The room that a crowd joins. */
export interface CrowdOptions {
  readonly port: number;
  readonly path: string;
  readonly count: number;
  /** Maximum number of concurrent handshakes. */
  readonly atOnce: number;
}

/** The result of connecting. */
export interface Opened {
  /** Milliseconds from the first connection to the last viewer's first state. */
  readonly ms: number;
  readonly lost: number;
}

/** A message from viewers.mjs. */
type Said =
  | ({ readonly type: 'open' } & Opened)
  | { readonly type: 'ready' }
  | { readonly type: 'heard'; readonly times: Float64Array };

/** Viewers who read states. */
export class Crowd {
  readonly #child: ChildProcess;
  readonly opened: Opened;

  private constructor(child: ChildProcess, opened: Opened) {
    this.#child = child;
    this.opened = opened;
  }

  /**
   * Connects the viewers; resolves when every viewer has received the room's state or is lost.
   * @throws where that takes longer than `OPEN_LIMIT_MS`.
   */
  static async open(options: CrowdOptions): Promise<Crowd> {
    const child = fork(program, { serialization: 'advanced' });
    child.send({ type: 'open', ...options });
    const opened = await within(OPEN_LIMIT_MS, next(child, 'open'));
    if (opened) return new Crowd(child, opened);
    child.kill();
    throw new Error(`${options.count} viewers did not connect within ${OPEN_LIMIT_MS / 1000} seconds.`);
  }

  /** Has the viewers wait for a step. Resolves, when they do, to what waits until all of them have it. */
  async expect(seq: number): Promise<() => Promise<Float64Array>> {
    const ready = next(this.#child, 'ready');
    this.#child.send({ type: 'await', seq });
    await ready;
    const heard = next(this.#child, 'heard');
    return async () => {
      if (!(await within(STEP_LIMIT_MS, heard))) this.#child.send({ type: 'report' });
      return (await heard).times;
    };
  }

  /** Disconnects all viewers. */
  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

/**
 * Sends a step and waits until all viewers have it. Resolves to the microseconds that it took, for each viewer that
 * received it.
 */
export async function takeStep(
  crowds: readonly Crowd[],
  { seq, send }: { readonly seq: number; readonly send: () => void },
): Promise<Float64Array> {
  const waiting = await Promise.all(crowds.map((crowd) => crowd.expect(seq)));
  const [seconds, nanoseconds] = process.hrtime();
  send();
  const times = await Promise.all(waiting.map((heard) => heard()));
  const sent = seconds * 1e6 + nanoseconds / 1e3;
  return Float64Array.from(
    times.flatMap((each) => [...each]),
    (time) => time - sent,
  );
}

/** Returns the milliseconds until a share of the viewers had a step, from the sorted microseconds of all. */
export function at(sorted: Float64Array, share: number): number {
  return (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN) / 1000;
}

/** Returns the next message of a type. */
function next<T extends Said['type']>(child: ChildProcess, type: T): Promise<Extract<Said, { type: T }>> {
  return new Promise((resolve, reject) => {
    const hear = (said: Said): void => {
      if (!isOf(said, type)) return;
      child.off('message', hear).off('exit', fail);
      resolve(said);
    };
    const fail = (): void => reject(new Error('The process of the viewers ended. See above.'));
    child.on('message', hear).on('exit', fail);
  });
}

function isOf<T extends Said['type']>(said: Said, type: T): said is Extract<Said, { type: T }> {
  return said.type === type;
}

/** Returns what is awaited; undefined when it takes longer. */
async function within<T>(ms: number, awaited: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return await Promise.race([awaited, late]).finally(() => clearTimeout(timer));
}
