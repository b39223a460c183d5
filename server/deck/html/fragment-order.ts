/** The order of a slide's fragments. The speaker view counts steps by it as well, so it imports nothing. */

/** The step of a fragment that reveal.js never shows. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * Returns the step at which each fragment appears, from 0. `written` holds the fragments' own
 * `data-fragment-index` in document order. Fragments with an index come first, in its order, equal ones together;
 * the others follow one by one. A fragment with an invalid index never appears: `NEVER` (reveal.js 6.0.2,
 * controllers/fragments).
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
