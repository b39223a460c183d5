/** Returns the text of a slide that is shown as text: not code, drawings or formulas. */
import { MATH_ATTRIBUTE } from '../../deck/features/math/syntax.ts';
import {
  attribute,
  descendants,
  type Element,
  isElement,
  isInside,
  isText,
  type Text,
} from '../../deck/html/tree.ts';

const LITERAL: ReadonlySet<string> = new Set(
  'pre code kbd samp script style textarea svg math template'.split(' '),
);

/** Returns the visible text nodes of a slide, before formulas and code are rendered, in order. */
export function shownTexts(section: Element): readonly Text[] {
  return descendants(section)
    .filter(isText)
    .filter((node) => !isInside(node, LITERAL) && !isMath(node.parentNode));
}

function isMath(parent: Text['parentNode']): boolean {
  return parent !== null && isElement(parent) && attribute(parent, MATH_ATTRIBUTE) !== undefined;
}
