/** Finds formulas in the text of HTML slides, as reveal.js's math plugins do in the browser. */

import {
  createText,
  descendants,
  isInside,
  isText,
  type Node,
  type ParentNode,
  parseHtml,
  replaceNode,
} from '../../html/tree.ts';
import { mathPlaceholder, splitMath } from './syntax.ts';

/** Elements whose text is never math: the plugins' `skipTags`, and drawings. */
const LITERAL: ReadonlySet<string> = new Set(
  'pre code kbd samp script style textarea svg math template noscript option'.split(' '),
);

/** Replaces formulas in text by placeholders. */
export function findMath(root: ParentNode): void {
  for (const node of descendants(root)) {
    if (!isText(node) || !/\$|\\[([]|\\(?:eq)?ref\{|\\begin\{/.test(node.value) || isInside(node, LITERAL))
      continue;
    const parts = splitMath(node.value);
    if (parts.every((part) => typeof part === 'string')) continue;
    replaceNode(
      node,
      parts.map((part) => (typeof part === 'string' ? createText(part) : placeholder(mathPlaceholder(part)))),
    );
  }
}

function placeholder(html: string): Node {
  return parseHtml(html).childNodes[0] ?? createText(html);
}
