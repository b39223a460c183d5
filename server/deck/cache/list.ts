/** What was worked out a moment ago of the members of a list, most of which stand where they stood. */

/** How many members of two lists are the same, from the start on and up to the end; none counts twice. */
export function sameEnds<A, B>(
  before: readonly A[],
  after: readonly B[],
  isSame: (before: A, after: B) => boolean,
): { readonly start: number; readonly end: number } {
  const least = Math.min(before.length, after.length);
  const areSame = (i: number, j: number) => {
    const [a, b] = [before[i], after[j]];
    return a !== undefined && b !== undefined && isSame(a, b);
  };
  let start = 0;
  while (start < least && areSame(start, start)) start++;
  let end = 0;
  while (end < least - start && areSame(before.length - 1 - end, after.length - 1 - end)) end++;
  return { start, end };
}

/** Values of the members of a list: those of members at its start and at its end are known from the list before it. */
export class RecentList<T, V> {
  readonly #isSame: (before: T, after: T) => boolean;
  #common = '';
  #members: readonly T[] = [];
  #values: readonly V[] = [];

  /** `isSame` tells whether two members have the same value; else only the very same have. */
  constructor(isSame: (before: T, after: T) => boolean = (before, after) => before === after) {
    this.#isSame = isSame;
  }

  /** The values, as `make` makes them. None is known once what all of them have in common is another. */
  map(members: readonly T[], make: (member: T) => V, common = ''): readonly V[] {
    if (common !== this.#common) this.#members = this.#values = [];
    const { start, end } = sameEnds(this.#members, members, this.#isSame);
    const between = members.slice(start, members.length - end).map(make);
    this.#values = [
      ...this.#values.slice(0, start),
      ...between,
      ...this.#values.slice(this.#values.length - end),
    ];
    this.#members = members;
    this.#common = common;
    return this.#values;
  }
}
