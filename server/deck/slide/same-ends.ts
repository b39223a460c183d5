/** Counts the equal members at the start and at the end of two lists; no member counts twice. */
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
