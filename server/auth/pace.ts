/** Holds keys back until it is their time to be judged: a bounded number for each address, and in total. */

/**
 * Keys from one address that are held at a time. With the longest delay these are some forty judged in a second, and less
 * than the memory that their connections take anyway.
 */
const MOST_OF_ADDRESS = 64;

/** Keys held at a time. */
const MOST = 1_024;

/** The keys that are held. */
export class Pace {
  readonly #held = new Map<string, number>();
  #total = 0;

  /** Resolves to true once the delay, in milliseconds, is over; to false at once where too many are held already. */
  async hold(address: string, delay: number): Promise<boolean> {
    if (delay === 0) return true;
    const here = this.#held.get(address) ?? 0;
    if (here >= MOST_OF_ADDRESS || this.#total >= MOST) return false;
    this.#held.set(address, here + 1);
    this.#total++;
    await new Promise((resolve) => setTimeout(resolve, delay).unref());
    this.#release(address);
    return true;
  }

  #release(address: string): void {
    const here = (this.#held.get(address) ?? 0) - 1;
    if (here > 0) this.#held.set(address, here);
    else this.#held.delete(address);
    this.#total--;
  }
}
