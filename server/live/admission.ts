/** How many may watch: connections of the audience, in total and for each address. Presenters are not counted. */

/** 0 for no limit. */
export interface Limits {
  readonly maxViewers: number;
  readonly maxViewersPerAddress: number;
}

/** Counts who is in. */
export class Admission {
  readonly #limits: Limits;
  readonly #byAddress = new Map<string, number>();
  #total = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Lets one in, or says in a sentence why not. */
  enter(address: string): string | undefined {
    const { maxViewers, maxViewersPerAddress } = this.#limits;
    const here = this.#byAddress.get(address) ?? 0;
    if (maxViewers > 0 && this.#total >= maxViewers) {
      return `As many as may watch are watching (--max-viewers ${maxViewers}).`;
    }
    if (maxViewersPerAddress > 0 && here >= maxViewersPerAddress) {
      return `As many as may watch from one address are watching (--max-viewers-per-address ${maxViewersPerAddress}).`;
    }
    this.#total++;
    this.#byAddress.set(address, here + 1);
    return undefined;
  }

  /** One that was let in is gone. */
  leave(address: string): void {
    const here = this.#byAddress.get(address) ?? 0;
    if (here === 0) return;
    this.#total--;
    if (here === 1) this.#byAddress.delete(address);
    else this.#byAddress.set(address, here - 1);
  }
}
