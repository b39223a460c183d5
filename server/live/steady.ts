/** Does something now, or when its turn comes: at most once in an interval, and always once more for the newest. */

/** Of the time that it takes, the rest of the server gets this many times as much. */
const SHARE = 4;

/** Spaces out an action that may be asked for at any rate. What is asked for meanwhile replaces what waits. */
export class Steady {
  readonly #interval: number;
  #waiting: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param interval milliseconds from one to the next, at the least */
  constructor(interval: number) {
    this.#interval = interval;
  }

  /** Does it at once, or later in place of what waits. */
  run(action: () => void): void {
    this.#waiting = action;
    if (this.#timer === undefined) this.#next();
  }

  /** Forgets what waits. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = undefined;
  }

  #next(): void {
    const action = this.#waiting;
    this.#timer = undefined;
    if (!action) return;
    this.#waiting = undefined;
    const began = performance.now();
    action();
    const took = performance.now() - began;
    this.#timer = setTimeout(() => this.#next(), Math.max(this.#interval, took * SHARE));
    this.#timer.unref();
  }
}
