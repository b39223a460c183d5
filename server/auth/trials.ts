/**
 * Tries keys on what was encrypted, where only that can tell whether one is right: each trial takes a processor for a
 * fifth of a second, so they queue, and anyone may bring more of them than can ever be tried.
 *
 * The queue is short, and served newest first: who comes waits for the one in progress, and not for all who came before.
 * Every other turn is for keys that were turned away and have come back, as the sign-in page has them do, where there are
 * any: a flood of ever new keys, faster than they can be tried, does not stand before those. The other turns go first to
 * addresses that have had the fewest.
 *
 * It would be faster to keep a short digest of the key in the file and to try only what fits to it, but whoever has the
 * file could sort out keys by it at the speed of that digest, which is what the slow derivation is there to prevent.
 */
import { makeRoom } from './make-room.ts';

/** What was encrypted with the presenter's key. */
export interface Lock {
  /** Opens it, and answers whether this is its key. */
  open(key: string): Promise<boolean>;
}

/** A key that is to be tried. */
export interface Candidate {
  readonly key: string;
  /** Stands for the key where it is remembered. */
  readonly name: string;
  readonly address: string;
  /** It was turned away before. */
  readonly isBack: boolean;
}

/** How a trial ended; `refused` before it began. */
export type Outcome = 'opens' | 'wrong' | 'refused';

/** Keys that wait at a time. */
const MOST_WAITING = 32;

/** Turns after which one that was passed over is turned away: it gets its turn sooner when it comes back. */
const PATIENCE = 3;

/** Wrong keys remembered, by 43 letters each, so that each is tried once; and addresses that brought some. */
const REMEMBERED = 20_000;

interface Waiting extends Candidate {
  readonly outcome: Promise<Outcome>;
  readonly settle: (outcome: Outcome | Promise<Outcome>) => void;
  /** How many turns went to others. */
  passedOver: number;
}

/** The trials of one lock, one at a time. */
export class Trials {
  readonly #lock: Lock;
  readonly #wrong = new Set<string>();
  /** By name, the newest last. */
  readonly #waiting = new Map<string, Waiting>();
  /** Trials that addresses have had since the queue was last empty. */
  readonly #had = new Map<string, number>();
  #running: Waiting | undefined;
  #wasTurnOfBack = false;

  constructor(lock: Lock) {
    this.#lock = lock;
  }

  /** Tries a key when it is its turn. Rejects where the trial itself fails, which says nothing of the key. */
  try(candidate: Candidate): Promise<Outcome> {
    const { name } = candidate;
    if (this.#wrong.has(name)) return Promise.resolve('wrong');
    if (this.#running?.name === name) return this.#running.outcome;
    const waiting = this.#waiting.get(name) ?? wait(candidate);
    // Whoever asks again is the newest again.
    this.#waiting.delete(name);
    this.#waiting.set(name, waiting);
    if (this.#running === undefined) void this.#work();
    else if (this.#waiting.size > MOST_WAITING) this.#refuse(this.#leastWelcome());
    return waiting.outcome;
  }

  async #work(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#running = next;
      this.#waiting.delete(next.name);
      makeRoom(this.#had, REMEMBERED);
      this.#had.set(next.address, (this.#had.get(next.address) ?? 0) + 1);
      for (const each of this.#waiting.values()) if (++each.passedOver >= PATIENCE) this.#refuse(each);
      const trial = this.#open(next.key);
      next.settle(trial);
      // Whoever waits for it hears of a trial that failed; the next one begins all the same.
      const outcome = await trial.catch(() => undefined);
      if (outcome === 'wrong') {
        makeRoom(this.#wrong, REMEMBERED);
        this.#wrong.add(next.name);
      }
      if (outcome === 'opens') this.#closeQueue();
    }
    this.#running = undefined;
    this.#had.clear();
  }

  async #open(key: string): Promise<Outcome> {
    return (await this.#lock.open(key)) ? 'opens' : 'wrong';
  }

  /** There is one right key, and it is another than those that wait. */
  #closeQueue(): void {
    for (const each of this.#waiting.values()) each.settle('wrong');
    this.#waiting.clear();
  }

  #next(): Waiting | undefined {
    const newestFirst = [...this.#waiting.values()].reverse();
    const back = this.#wasTurnOfBack ? undefined : newestFirst.find(({ isBack }) => isBack);
    this.#wasTurnOfBack = back !== undefined;
    const had = ({ address }: Waiting) => this.#had.get(address) ?? 0;
    const fewest = Math.min(...newestFirst.map(had));
    return back ?? newestFirst.find((each) => had(each) === fewest);
  }

  /** The oldest of the address with the most, of those that came for the first time where there are any. */
  #leastWelcome(): Waiting | undefined {
    const byAddress = new Map<string, Waiting[]>();
    for (const each of this.#waiting.values()) {
      const others = byAddress.get(each.address);
      if (others) others.push(each);
      else byAddress.set(each.address, [each]);
    }
    const [crowd = []] = [...byAddress.values()].sort((one, other) => other.length - one.length);
    return crowd.find(({ isBack }) => !isBack) ?? crowd[0];
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
