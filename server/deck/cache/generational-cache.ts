/** A cache of values by text that forgets what two generations in a row did not ask for. */

/** The values of one text, by their context. */
interface Entry<V> {
  readonly context: string;
  readonly value: V;
  /** The last generation that asked for it. */
  generation: number;
  next: Entry<V> | undefined;
}

/**
 * Values by a text, and by a context where the value depends on more than the text. A lookup with the very string that was
 * stored does not compare its characters.
 */
export class GenerationalCache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  #generation = 0;

  /** Returns the value of a text; undefined where there is none. */
  get(text: string, context = ''): V | undefined {
    let entry = this.#entries.get(text);
    while (entry && entry.context !== context) entry = entry.next;
    if (entry) entry.generation = this.#generation;
    return entry?.value;
  }

  /** Returns the value of a text; where there is none, stores the one that `make` returns. */
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

  /** Begins the next generation: drops values that neither of the last two asked for. */
  nextGeneration(): void {
    this.#entries.forEach((entry, text) => {
      const kept = usedSince(this.#generation, entry);
      if (kept === undefined) this.#entries.delete(text);
      else if (kept !== entry) this.#entries.set(text, kept);
    });
    this.#generation++;
  }
}

/** Unlinks a text's entries that no generation since the given one asked for; returns the first of the others. */
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
