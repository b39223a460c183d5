/** What was worked out a moment ago: handed in by whoever works a text out again and again. */

/** The values of one text, by what was around it. */
interface Entry<V> {
  readonly around: string;
  readonly value: V;
  /** The last round in which it was asked for. */
  round: number;
  next: Entry<V> | undefined;
}

/**
 * Values of the present round and of the one before it, by a text, and by what was around it where that matters. The text of
 * most is the very string that was handed in before, which a map finds without reading it.
 */
export class Recent<V> {
  readonly #entries = new Map<string, Entry<V>>();
  #round = 0;

  /** The value of a text; undefined for one of which neither round has heard. */
  get(text: string, around = ''): V | undefined {
    let entry = this.#entries.get(text);
    while (entry && entry.around !== around) entry = entry.next;
    if (entry) entry.round = this.#round;
    return entry?.value;
  }

  /** The value of a text, else the one that `make` makes. */
  remember(text: string, make: () => V, around = ''): V {
    const known = this.get(text, around);
    if (known !== undefined) return known;
    const value = make();
    this.#entries.set(text, { around, value, round: this.#round, next: this.#entries.get(text) });
    return value;
  }

  /** Begins another round: what was asked for in neither of the last two is forgotten. */
  turn(): void {
    this.#entries.forEach((entry, text) => {
      const kept = since(this.#round, entry);
      if (kept === undefined) this.#entries.delete(text);
      else if (kept !== entry) this.#entries.set(text, kept);
    });
    this.#round++;
  }
}

/** Those of a text's entries that were asked for since a round, in their order. */
function since<V>(round: number, entry: Entry<V>): Entry<V> | undefined {
  let first: Entry<V> | undefined;
  let last: Entry<V> | undefined;
  for (let each: Entry<V> | undefined = entry; each; each = each.next) {
    if (each.round < round) continue;
    if (last) last.next = each;
    else first = each;
    last = each;
  }
  if (last) last.next = undefined;
  return first;
}
