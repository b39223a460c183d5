/** Delays sign-ins, for a limited number per address and in total. */

/**
 * Delayed keys per address. With the longest delay, about forty are checked per second, and they take less
 * memory than their connections.
 */
const MOST_OF_ADDRESS = 64;

/** Delayed keys in total. */
const MOST = 1_024;

/** The keys that are waiting. */
export class SignInDelay {
  readonly #held = new Map<string, number>();
  #total = 0;

  /** Resolves to true after the delay, in milliseconds; to false at once where too many keys are waiting. */
  async wait(address: string, delay: number): Promise<boolean> {
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
