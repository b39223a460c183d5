/** Throttles an action: at most once per interval, and always once more for the newest call. */

/** After the action ran, this many times its duration is left to the rest of the server. */
const SHARE = 4;

/** Spaces out an action. A call replaces the one that is waiting. */
export class Throttle {
  readonly #interval: number;
  #pending: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param interval minimum milliseconds from one run to the next */
  constructor(interval: number) {
    this.#interval = interval;
  }

  /** Runs the action at once, or later in place of the one that is waiting. */
  run(action: () => void): void {
    this.#pending = action;
    if (this.#timer === undefined) this.#next();
  }

  /** Drops the waiting action. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = undefined;
  }

  #next(): void {
    const action = this.#pending;
    this.#timer = undefined;
    if (!action) return;
    this.#pending = undefined;
    const began = performance.now();
    action();
    const took = performance.now() - began;
    this.#timer = setTimeout(() => this.#next(), Math.max(this.#interval, took * SHARE));
    this.#timer.unref();
  }
}
