/** A slide of Pandoc's, split at its divs, which stand between fences of colons. */
import type { Braces } from '../../text/attributes/braces.ts';
import type { Line } from '../../text/lines.ts';

/** Lines between divs, or a div. */
export type Node = { readonly lines: readonly Line[] } | Div;

/** The beginning of a div with its words, or the end of one. */
const FENCE = /^\s*:{3,}\s*(.*?)\s*:*\s*$/;

/** Returns the words with which a line begins a div; empty where it ends one, undefined for all other lines. */
export function fenceWords({ text, isCode }: Line): string | undefined {
  return isCode ? undefined : FENCE.exec(text)?.[1];
}

/** A div with what is in it. */
export interface Div {
  readonly braces: Braces;
  readonly at: number;
  readonly nodes: readonly Node[];
}
