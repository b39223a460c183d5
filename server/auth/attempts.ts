/** Wrong keys, counted by address: too many are answered with “later”. A right key is never asked to wait. */

/** Wrong keys from one address in one span; a whole lecture hall may share it, and some of them mistype. */
const MOST = 20;

/** In milliseconds. */
const SPAN = 60_000;

/** Addresses remembered; when more come, the oldest is forgiven. */
const REMEMBERED = 10_000;

/** What an address did. */
interface Tally {
  readonly since: number;
  readonly wrong: number;
}

/** Counts wrong keys. */
export class Attempts {
  readonly #tallies = new Map<string, Tally>();

  /** Notes a wrong key; answers the seconds to wait when there were too many, else 0. */
  wrong(address: string, now: number): number {
    const before = this.#tallies.get(address);
    const isOpen = before !== undefined && now - before.since < SPAN;
    const tally = isOpen ? { ...before, wrong: before.wrong + 1 } : { since: now, wrong: 1 };
    this.#tallies.delete(address);
    const oldest = this.#tallies.keys().next().value;
    if (this.#tallies.size >= REMEMBERED && oldest !== undefined) this.#tallies.delete(oldest);
    this.#tallies.set(address, tally);
    return tally.wrong > MOST ? Math.ceil((tally.since + SPAN - now) / 1000) : 0;
  }
}
