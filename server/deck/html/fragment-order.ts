/** The order of a slide's fragments. The speaker view counts steps by it as well, so it imports nothing. */

/** A step that reveal.js never comes to. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * The step at which each fragment appears. `written` holds the fragments' own `data-fragment-index` in document order.
 * Those with one come first, in its order, equal ones together; the others follow one by one. What has nonsense for one never
 * appears (reveal.js 6.0.2, controllers/fragments).
 */
export function orderFragments(written: readonly (string | undefined)[]): number[] {
  const indices = written.map((index) => (index === undefined ? undefined : Number.parseInt(index, 10)));
  const isIndex = (index: number | undefined): index is number => index !== undefined && index >= 0;
  const ordered = [...new Set(indices.filter(isIndex))].sort((a, b) => a - b);
  let next = ordered.length;
  return indices.map((index) =>
    index === undefined ? next++ : isIndex(index) ? ordered.indexOf(index) : NEVER,
  );
}
