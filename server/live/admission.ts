/**
 * Limits how many viewers may be connected, in total and per address. Presenters are not counted.
 *
 * A lecture hall may share one address with an attacker who opens connections to fill the limit. When it is
 * full, connections that have not yet proved to be one of our pages are closed, the oldest first, so the real
 * audience meets the limit last.
 */

/** The limits of `--max-viewers` and `--max-viewers-per-address`; 0 is no limit. */
export interface Limits {
  readonly maxViewers: number;
  readonly maxViewersPerAddress: number;
}

/**
 * Milliseconds in which a page has to prove itself, even over a bad network; before that, no connection is
 * evicted.
 */
const GRACE_MS = 1_000;

/** A connection that asks to be admitted. */
export interface Arrival {
  readonly address: string;
  readonly now: number;
  /** Called when this connection is evicted. Its place is free by then. */
  readonly evict: () => void;
}

/** An admitted connection. */
export interface Admitted {
  /** Marks it as one of our pages, so that it is never evicted. */
  confirm(): void;
  /** Frees its place. Calling it twice does nothing. */
  leave(): void;
}

/** Why a connection is not admitted. */
export interface Full {
  readonly reason: 'full' | 'full-address';
  readonly sentence: string;
}

/** The connections of one address. */
interface Group {
  all: number;
  /** Connections that have not proved to be a page, the oldest first. */
  readonly unconfirmed: Set<Seat>;
}

interface Seat extends Arrival, Admitted {}

/** Counts the admitted connections. */
export class Admission {
  readonly #limits: Limits;
  readonly #byAddress = new Map<string, Group>();
  readonly #unconfirmed = new Set<Seat>();
  #total = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Admits a connection, or returns why not. */
  enter(arrival: Arrival): Admitted | Full {
    const { maxViewers, maxViewersPerAddress } = this.#limits;
    const { address, now } = arrival;
    const here = this.#byAddress.get(address);
    const isFullHere = maxViewersPerAddress > 0 && (here?.all ?? 0) >= maxViewersPerAddress;
    if (isFullHere && !evictOldest(here?.unconfirmed, now)) {
      return {
        reason: 'full-address',
        sentence: `As many as may watch from one address are watching (--max-viewers-per-address ${maxViewersPerAddress}).`,
      };
    }
    if (maxViewers > 0 && this.#total >= maxViewers && !evictOldest(this.#unconfirmed, now)) {
      return {
        reason: 'full',
        sentence: `As many as may watch are watching (--max-viewers ${maxViewers}).`,
      };
    }
    return this.#seat(arrival);
  }

  #seat(arrival: Arrival): Admitted {
    const { address } = arrival;
    const group = this.#byAddress.get(address) ?? { all: 0, unconfirmed: new Set() };
    this.#byAddress.set(address, group);
    let isIn = true;
    const confirm = () => {
      group.unconfirmed.delete(guest);
      this.#unconfirmed.delete(guest);
    };
    const leave = () => {
      if (!isIn) return;
      isIn = false;
      confirm();
      this.#total--;
      group.all--;
      if (group.all === 0) this.#byAddress.delete(address);
    };
    const guest: Seat = { ...arrival, confirm, leave };
    group.unconfirmed.add(guest);
    this.#unconfirmed.add(guest);
    group.all++;
    this.#total++;
    return guest;
  }
}

/** Evicts the oldest unconfirmed connection. Returns false when none is old enough. */
function evictOldest(unconfirmed: ReadonlySet<Seat> | undefined, now: number): boolean {
  const [oldest] = unconfirmed ?? [];
  if (!oldest || now - oldest.now < GRACE_MS) return false;
  oldest.leave();
  oldest.evict();
  return true;
}
