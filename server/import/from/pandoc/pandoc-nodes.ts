/** A slide of Pandoc's, split at its divs. */
import type { Braces } from '../../text/attributes/braces.ts';
import type { Line } from '../../text/lines.ts';

/** Lines between divs, or a div. */
export type Node = { readonly lines: readonly Line[] } | Div;

/** A div with what is in it. */
export interface Div {
  readonly braces: Braces;
  readonly at: number;
  readonly nodes: readonly Node[];
}
