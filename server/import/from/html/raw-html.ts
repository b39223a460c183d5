/** HTML that stays HTML in Markdown, where a blank line would end it, and formulas. */
import { withoutTexComments } from '../../../deck/features/math/syntax.ts';
import { attribute, type Element, outerHtml, textOf } from '../../../deck/html/tree.ts';

/** The tag of an element that stands for a formula while a page is converted. */
export const FORMULA = 'tex-formula';

/** The tag of an element that stands for a reference to a footnote while a page is converted. */
export const FOOTNOTE = 'foot-note';

/** Writes a formula. */
export function texOf(formula: Element): string {
  const tex = withoutTexComments(textOf(formula)).trim().replace(/\s+/g, ' ');
  return attribute(formula, 'display') === undefined ? `$${tex}$` : ` $$${tex}$$ `;
}

/** Returns an element's first tag. */
export function openingTag(element: Element): string {
  return outerHtml({ ...element, childNodes: [] }).replace(`</${element.tagName}>`, '');
}

const KEPT = /(<(?:pre|textarea)\b[\s\S]*?<\/(?:pre|textarea)>)/i;

/** Writes an element as HTML without blank lines; one that stands among words on a single line. */
export function rawHtml(element: Element, place: 'inline' | 'block' = 'block'): string {
  const html = outerHtml(element)
    .replace(new RegExp(`<${FORMULA} display="">([\\s\\S]*?)</${FORMULA}>`, 'g'), '$$$$$1$$$$')
    .replace(new RegExp(`<${FORMULA}>([\\s\\S]*?)</${FORMULA}>`, 'g'), '$$$1$$');
  return html
    .split(KEPT)
    .map((part) => {
      if (KEPT.test(part)) return part.replace(/\n(?=[ \t]*\n)/g, '&#10;');
      return part.replace(place === 'inline' ? /\s*\n\s*/g : /\n\s*\n/g, place === 'inline' ? ' ' : '\n');
    })
    .join('');
}
