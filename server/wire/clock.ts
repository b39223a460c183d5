/**
 * The clock of a room: the machine's, without its leaps, for measuring durations.
 *
 * Shared by server and client, like protocol.ts, since the windows of one browser are a room, too.
 */

/**
 * Milliseconds from which a difference means that the machine's clock was set, or the machine has slept;
 * smaller ones are only drift.
 */
const LEAP_MS = 1_000;

/** Tells the time. */
export class Clock {
  /** Milliseconds that wall time is ahead of the monotonic clock. */
  #ahead = machineAhead();

  /** Returns whole milliseconds since 1970. They pass steadily, whatever the machine's clock is set to. */
  now(): number {
    return Math.round(performance.now() + this.#ahead);
  }

  /**
   * Adjusts to the machine's clock, so that logged times are right after a restart, too. Returns by how many
   * milliseconds it leapt; remembered times have to be shifted by these.
   */
  follow(): number {
    const leap = Math.round(machineAhead() - this.#ahead);
    if (Math.abs(leap) < LEAP_MS) return 0;
    this.#ahead += leap;
    return leap;
  }
}

function machineAhead(): number {
  return Date.now() - performance.now();
}
