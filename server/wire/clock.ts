/**
 * The clock of a room: the machine's, without its leaps. What lasts is measured by it.
 *
 * Server and client share it, as they do protocol.ts, since the windows of one browser are a room, too.
 */

/** By a larger difference, in milliseconds, the machine's clock was set, or the machine has slept; smaller ones are only a clock's pace. */
const LEAP_MS = 1_000;

/** Tells the time. */
export class Clock {
  /** What the time is ahead of the monotonic clock. */
  #ahead = machineAhead();

  /** Whole milliseconds since 1970. They pass as they do on a wall, whatever the machine's clock is set to. */
  now(): number {
    return Math.round(performance.now() + this.#ahead);
  }

  /**
   * Takes over what the machine's clock has been set to, so that what is written down is right after a restart, too.
   * Answers by how many milliseconds this one leapt; what is remembered of the time before has to go along.
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
