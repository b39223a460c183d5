/**
 * Tries keys on the encrypted parts of a site, where only decryption can tell whether a key is right. Each
 * trial takes a processor for a fifth of a second, so they queue, and anyone may send more keys than can ever
 * be tried.
 *
 * The queue is short, and newest first: a new key waits for the running trial, but not for all that came
 * before. Every other turn goes to keys that were refused and are sent again, as the sign-in page does, so that
 * a flood of new keys cannot stand before those. The other turns go first to the addresses that have had the
 * fewest.
 *
 * A short digest of the key in the file would be faster, but whoever has the file could then sort out keys at
 * the speed of that digest, which the slow key derivation is there to prevent.
 */
import { dropOldest } from './drop-oldest.ts';

/** The parts of a site that are encrypted with the presenter's key. */
export interface EncryptedParts {
  /** Decrypts them, and returns whether this is the right key. */
  open(key: string): Promise<boolean>;
}

/** A key that is to be tried. */
export interface Candidate {
  readonly key: string;
  /** Hash by which the key is remembered. */
  readonly name: string;
  readonly address: string;
  /** Whether it was refused before and is sent again. */
  readonly isReturning: boolean;
}

/** The result of a trial; `refused` before it began. */
export type Outcome = 'opens' | 'wrong' | 'refused';

/** Keys in the queue. */
const MOST_WAITING = 32;

/** Turns that may go to others before a key is refused; when it is sent again, its turn comes sooner. */
const MAX_PASSED_OVER = 3;

/** Wrong keys remembered, as 43-character hashes, so that each is tried once; also addresses that sent some. */
const REMEMBERED = 20_000;

interface Waiting extends Candidate {
  readonly outcome: Promise<Outcome>;
  readonly settle: (outcome: Outcome | Promise<Outcome>) => void;
  /** How many turns went to others. */
  passedOver: number;
}

/** The queue of trials, one at a time. */
export class KeyTrials {
  readonly #encrypted: EncryptedParts;
  readonly #wrongKeys = new Set<string>();
  /** By name, the newest last. */
  readonly #waiting = new Map<string, Waiting>();
  /** Trials per address since the queue was last empty. */
  readonly #trialsByAddress = new Map<string, number>();
  #running: Waiting | undefined;
  #wasReturningTurn = false;

  constructor(encrypted: EncryptedParts) {
    this.#encrypted = encrypted;
  }

  /** Tries a key when it is its turn. Rejects where the trial itself fails, which says nothing about the key. */
  try(candidate: Candidate): Promise<Outcome> {
    const { name } = candidate;
    if (this.#wrongKeys.has(name)) return Promise.resolve('wrong');
    if (this.#running?.name === name) return this.#running.outcome;
    const waiting = this.#waiting.get(name) ?? wait(candidate);
    // A key that is sent again is the newest again.
    this.#waiting.delete(name);
    this.#waiting.set(name, waiting);
    if (this.#running === undefined) void this.#runQueue();
    else if (this.#waiting.size > MOST_WAITING) this.#refuse(this.#leastUrgent());
    return waiting.outcome;
  }

  async #runQueue(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#running = next;
      this.#waiting.delete(next.name);
      dropOldest(this.#trialsByAddress, REMEMBERED);
      this.#trialsByAddress.set(next.address, (this.#trialsByAddress.get(next.address) ?? 0) + 1);
      for (const each of this.#waiting.values()) if (++each.passedOver >= MAX_PASSED_OVER) this.#refuse(each);
      const trial = this.#open(next.key);
      next.settle(trial);
      // Those who wait for this trial see its failure; the next one starts all the same.
      const outcome = await trial.catch(() => undefined);
      if (outcome === 'wrong') {
        dropOldest(this.#wrongKeys, REMEMBERED);
        this.#wrongKeys.add(next.name);
      }
      if (outcome === 'opens') this.#rejectWaiting();
    }
    this.#running = undefined;
    this.#trialsByAddress.clear();
  }

  async #open(key: string): Promise<Outcome> {
    return (await this.#encrypted.open(key)) ? 'opens' : 'wrong';
  }

  /** Rejects all waiting keys: there is one right key, and it is not among them. */
  #rejectWaiting(): void {
    for (const each of this.#waiting.values()) each.settle('wrong');
    this.#waiting.clear();
  }

  #next(): Waiting | undefined {
    const newestFirst = [...this.#waiting.values()].reverse();
    const returning = this.#wasReturningTurn ? undefined : newestFirst.find(({ isReturning }) => isReturning);
    this.#wasReturningTurn = returning !== undefined;
    const trialsOf = ({ address }: Waiting) => this.#trialsByAddress.get(address) ?? 0;
    const fewest = Math.min(...newestFirst.map(trialsOf));
    return returning ?? newestFirst.find((each) => trialsOf(each) === fewest);
  }

  /**
   * Returns the key to refuse: the oldest of the address with the most, preferring keys that are sent for the
   * first time.
   */
  #leastUrgent(): Waiting | undefined {
    const byAddress = new Map<string, Waiting[]>();
    for (const each of this.#waiting.values()) {
      const others = byAddress.get(each.address);
      if (others) others.push(each);
      else byAddress.set(each.address, [each]);
    }
    const [crowd = []] = [...byAddress.values()].sort((one, other) => other.length - one.length);
    return crowd.find(({ isReturning }) => !isReturning) ?? crowd[0];
  }

  #refuse(waiting: Waiting | undefined): void {
    if (waiting && this.#waiting.delete(waiting.name)) waiting.settle('refused');
  }
}

function wait(candidate: Candidate): Waiting {
  let settle: Waiting['settle'] = () => {};
  const outcome = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  return { ...candidate, outcome, settle, passedOver: 0 };
}
