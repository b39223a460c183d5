/** Numbers in decks from right to left: signs, sums and dates keep their own order among the words around them. */
import {
  append,
  attribute,
  classes,
  createElement,
  createText,
  descendants,
  type Element,
  isElement,
  isText,
  type ParentNode,
  replaceNode,
} from './tree.ts';

/** What goes from left to right already, or shows no text. */
const LITERAL: ReadonlySet<string> = new Set(
  'pre code kbd samp tt script style textarea svg math option lectern-cast'.split(' '),
);

const NUMBER = String.raw`[+−±-]?\d+(?:[.,:]\d+)*(?:\s?[%‰°])?`;

/** The number of a telephone; else numbers, and what is reckoned with them. */
const RUNS = new RegExp(
  String.raw`(?<![\p{L}\d])(?:\+\d+(?:[ -]\d+)+|${NUMBER}(?:\s*[+−±×·*/÷=≈≠<>≤≥-]\s*${NUMBER})*)(?![\p{L}\d])`,
  'gu',
);

/** A sign in front, an operator, or a date: what the words around would turn round. Ranges are read in their order. */
const TURNED = /^[+−±-]|[+−±×·*/÷=≈≠<>≤≥]|^\d+-\d+-\d+$/;

/** Keeps what is reckoned with numbers from left to right; for decks that go the other way. */
export function isolateNumbers(root: ParentNode): void {
  for (const node of descendants(root)) {
    if (!isText(node) || !/\d/.test(node.value) || isLiteral(node.parentNode)) continue;
    const parts: (Element | ReturnType<typeof createText>)[] = [];
    let end = 0;
    for (const { 0: run, index } of node.value.matchAll(RUNS)) {
      if (!TURNED.test(run)) continue;
      if (index > end) parts.push(createText(node.value.slice(end, index)));
      const isolated = createElement('span', { dir: 'ltr' });
      append(isolated, [createText(run)]);
      parts.push(isolated);
      end = index + run.length;
    }
    if (end === 0) continue;
    if (end < node.value.length) parts.push(createText(node.value.slice(end)));
    replaceNode(node, parts);
  }
}

/** Whether text below an element is code, a formula or a drawing, or goes where its author says. */
function isLiteral(parent: ParentNode | null): boolean {
  for (let above = parent; above && isElement(above); above = above.parentNode) {
    if (LITERAL.has(above.tagName) || classes(above).includes('katex')) return true;
    if (attribute(above, 'dir') !== undefined) return true;
  }
  return false;
}
