/** What wrong keys cost the address that they come from: a delay before its next one is judged, which grows with each. */
import { makeRoom } from './make-room.ts';

/** Wrong keys that cost nothing; a whole lecture hall may share an address, and some of them mistype. */
const FREE = 10;

/** The first delay, in milliseconds; it doubles with every wrong key. */
const FIRST_MS = 100;

/** The longest delay, in milliseconds: with it, and the network's time, a right key is in within three seconds. */
const LONGEST_MS = 1_500;

/** Milliseconds without a wrong key after which an address is as good as new. */
const SPAN = 60_000;

/** Addresses remembered; when more come, the oldest is forgiven. */
const REMEMBERED = 10_000;

/** What an address did. */
interface Tally {
  readonly last: number;
  readonly wrong: number;
}

/** Counts keys that were not right. */
export class Attempts {
  readonly #tallies = new Map<string, Tally>();

  /**
   * Notes a key that came, as wrong until `right` is told: of many that come at once, each pays for those before. Answers
   * how many milliseconds it has to wait for its judgement.
   */
  note(address: string, now: number): number {
    const before = this.#tallies.get(address);
    const wrong = before !== undefined && now - before.last < SPAN ? before.wrong + 1 : 1;
    this.#tallies.delete(address);
    makeRoom(this.#tallies, REMEMBERED);
    this.#tallies.set(address, { last: now, wrong });
    return wrong <= FREE ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(wrong - FREE - 1, 10));
  }

  /** The key that was noted was right. */
  right(address: string): void {
    const tally = this.#tallies.get(address);
    if (tally) this.#tallies.set(address, { ...tally, wrong: tally.wrong - 1 });
  }
}
