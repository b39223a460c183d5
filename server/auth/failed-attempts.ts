/** Slows down guessing: each wrong key delays the next one from the same address, a little longer each time. */
import { dropOldest } from './drop-oldest.ts';

/** Wrong keys without a delay; a whole lecture hall may share an address, and some people mistype. */
const FREE_ATTEMPTS = 10;

/** The first delay, in milliseconds; it doubles with every wrong key. */
const FIRST_MS = 100;

/**
 * The longest delay, in milliseconds: with it, and the network's time, a right key is accepted within three
 * seconds.
 */
const LONGEST_MS = 1_500;

/** Milliseconds without a wrong key after which an address has no delay any more. */
const FORGET_MS = 60_000;

/** Addresses remembered; beyond that, the oldest is dropped. */
const REMEMBERED = 10_000;

/** The wrong keys of one address. */
interface Tally {
  readonly last: number;
  readonly wrong: number;
}

/** Counts wrong keys by address. */
export class FailedAttempts {
  readonly #tallies = new Map<string, Tally>();

  /**
   * Counts a key as wrong until `forgive` is called, so that of many sent at once each pays for those before.
   * Returns the milliseconds until it may be checked.
   */
  record(address: string, now: number): number {
    const before = this.#tallies.get(address);
    const wrong = before !== undefined && now - before.last < FORGET_MS ? before.wrong + 1 : 1;
    this.#tallies.delete(address);
    dropOldest(this.#tallies, REMEMBERED);
    this.#tallies.set(address, { last: now, wrong });
    return wrong <= FREE_ATTEMPTS
      ? 0
      : Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(wrong - FREE_ATTEMPTS - 1, 10));
  }

  /** Takes back the count of a key that turned out to be right. */
  forgive(address: string): void {
    const tally = this.#tallies.get(address);
    if (tally) this.#tallies.set(address, { ...tally, wrong: tally.wrong - 1 });
  }
}
