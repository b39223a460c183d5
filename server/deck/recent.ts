/** What was worked out a moment ago: handed in by whoever works a text out again and again. */

/** Values by key, of the present round and of the one before it. */
export class Recent<V> {
  #before = new Map<string, V>();
  #now = new Map<string, V>();

  /** The value of a key; undefined for one of which neither round has heard. */
  get(key: string): V | undefined {
    const now = this.#now.get(key);
    if (now !== undefined) return now;
    const before = this.#before.get(key);
    if (before !== undefined) this.#now.set(key, before);
    return before;
  }

  /** The value of a key, else the one that `make` makes. */
  remember(key: string, make: () => V): V {
    const known = this.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#now.set(key, made);
    return made;
  }

  /** Begins another round: what was asked for in neither of the last two is forgotten. */
  turn(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }
}
