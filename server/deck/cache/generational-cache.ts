/** A cache with texts as keys, which drops values that two generations in a row did not use. */

/** A value of a text, in a linked list of the text's values for different contexts. */
interface Entry<V> {
  readonly context: string;
  readonly value: V;
  /** The last generation that used it. */
  generation: number;
  next: Entry<V> | undefined;
}

/**
 * A cache by text, and by context if the value depends on more than the text. A lookup with the stored string itself
 * does not compare characters.
 */
export class GenerationalCache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  #generation = 0;

  /** Returns the value of a text; undefined if there is none. */
  get(text: string, context = ''): V | undefined {
    let entry = this.#entries.get(text);
    while (entry && entry.context !== context) entry = entry.next;
    if (entry) entry.generation = this.#generation;
    return entry?.value;
  }

  /** Returns the value of a text; if there is none, stores and returns what `make` returns. */
  getOrMake(text: string, make: () => V, context = ''): V {
    const known = this.get(text, context);
    if (known !== undefined) return known;
    const value = make();
    this.#entries.set(text, {
      context,
      value,
      generation: this.#generation,
      next: this.#entries.get(text),
    });
    return value;
  }

  /** Begins the next generation: drops values that neither of the last two used. */
  nextGeneration(): void {
    this.#entries.forEach((entry, text) => {
      const kept = usedSince(this.#generation, entry);
      if (kept === undefined) this.#entries.delete(text);
      else if (kept !== entry) this.#entries.set(text, kept);
    });
    this.#generation++;
  }
}

/** Unlinks a text's entries that were not used since the given generation; returns the first of the others. */
function usedSince<V>(generation: number, entry: Entry<V>): Entry<V> | undefined {
  let first: Entry<V> | undefined;
  let last: Entry<V> | undefined;
  for (let each: Entry<V> | undefined = entry; each; each = each.next) {
    if (each.generation < generation) continue;
    if (last) last.next = each;
    else first = each;
    last = each;
  }
  if (last) last.next = undefined;
  return first;
}
