/** Words from right to left among others: Unicode's marks keep them from changing the order of what is around them. */

/** Letters that are written from right to left, roughly: the blocks from Hebrew to Arabic Extended-A, and the older forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** The words between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, where they need it. */
export function isolateBidi(words: string): string {
  return RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;
}
