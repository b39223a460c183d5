/** Isolates right-to-left words, so that they do not change the order of what is around them. */

/** Right-to-left characters, roughly: the blocks from Hebrew to Arabic Extended-A, and the presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Wraps the words in FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, if necessary. */
export function isolateBidi(words: string): string {
  return RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;
}
