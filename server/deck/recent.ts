/** What was worked out a moment ago: handed in by whoever works a text out again and again. */

/** The values of one text, by what was around it. */
interface Entry<V> {
  readonly around: string;
  readonly value: V;
  readonly next: Entry<V> | undefined;
}

/**
 * Values of the present round and of the one before it, by a text, and by what was around it where that matters. The text of
 * most is the very string that was handed in before, which a map finds without reading it.
 */
export class Recent<V> {
  #before = new Map<string, Entry<V>>();
  #now = new Map<string, Entry<V>>();

  /** The value of a text; undefined for one of which neither round has heard. */
  get(text: string, around = ''): V | undefined {
    const now = find(this.#now.get(text), around);
    if (now) return now.value;
    const before = find(this.#before.get(text), around);
    if (before) this.#keep(text, around, before.value);
    return before?.value;
  }

  /** The value of a text, else the one that `make` makes. */
  remember(text: string, make: () => V, around = ''): V {
    const known = this.get(text, around);
    if (known !== undefined) return known;
    const made = make();
    this.#keep(text, around, made);
    return made;
  }

  /** Begins another round: what was asked for in neither of the last two is forgotten. */
  turn(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }

  #keep(text: string, around: string, value: V): void {
    this.#now.set(text, { around, value, next: this.#now.get(text) });
  }
}

function find<V>(entry: Entry<V> | undefined, around: string): Entry<V> | undefined {
  let here = entry;
  while (here && here.around !== around) here = here.next;
  return here;
}
