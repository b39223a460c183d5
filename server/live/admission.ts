/**
 * How many may watch: connections of the audience, in total and for each address. Presenters are not counted.
 *
 * A hall may share one address with somebody who opens connections for the sake of opening them. Where it is full, those
 * give way that have not shown that there is a page behind them, the oldest first: a hall notices the limit last.
 */

/** 0 for no limit. */
export interface Limits {
  readonly maxViewers: number;
  readonly maxViewersPerAddress: number;
}

/** Milliseconds in which a page shows that it is one, over a bad network, too; until then nobody has to give way. */
const GRACE_MS = 1_000;

/** Who comes. */
export interface Arrival {
  readonly address: string;
  readonly now: number;
  /** Told that it has to give way. It has left by then. */
  readonly giveWay: () => void;
}

/** The place of one that is in. */
export interface Place {
  /** There is a page behind it: it need not give way any more. */
  keep(): void;
  /** It is gone; telling it twice does nothing. */
  leave(): void;
}

/** Those of one address. */
interface Group {
  all: number;
  /** Those without a page that is known, the oldest first. */
  readonly strangers: Set<Guest>;
}

interface Guest extends Arrival, Place {}

/** Counts who is in. */
export class Admission {
  readonly #limits: Limits;
  readonly #byAddress = new Map<string, Group>();
  readonly #strangers = new Set<Guest>();
  #total = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Lets one in, or says in a sentence why not. */
  enter(arrival: Arrival): Place | string {
    const { maxViewers, maxViewersPerAddress } = this.#limits;
    const { address, now } = arrival;
    const here = this.#byAddress.get(address);
    const isFullHere = maxViewersPerAddress > 0 && (here?.all ?? 0) >= maxViewersPerAddress;
    if (isFullHere && !makeRoom(here?.strangers, now)) {
      return `As many as may watch from one address are watching (--max-viewers-per-address ${maxViewersPerAddress}).`;
    }
    if (maxViewers > 0 && this.#total >= maxViewers && !makeRoom(this.#strangers, now)) {
      return `As many as may watch are watching (--max-viewers ${maxViewers}).`;
    }
    return this.#seat(arrival);
  }

  #seat(arrival: Arrival): Place {
    const { address } = arrival;
    const group = this.#byAddress.get(address) ?? { all: 0, strangers: new Set() };
    this.#byAddress.set(address, group);
    let isIn = true;
    const keep = () => {
      group.strangers.delete(guest);
      this.#strangers.delete(guest);
    };
    const leave = () => {
      if (!isIn) return;
      isIn = false;
      keep();
      this.#total--;
      group.all--;
      if (group.all === 0) this.#byAddress.delete(address);
    };
    const guest: Guest = { ...arrival, keep, leave };
    group.strangers.add(guest);
    this.#strangers.add(guest);
    group.all++;
    this.#total++;
    return guest;
  }
}

/** Has the oldest stranger give way; false where none may have to. */
function makeRoom(strangers: ReadonlySet<Guest> | undefined, now: number): boolean {
  const [oldest] = strangers ?? [];
  if (!oldest || now - oldest.now < GRACE_MS) return false;
  oldest.leave();
  oldest.giveWay();
  return true;
}
