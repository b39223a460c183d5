/** Typesets a slide's math with KaTeX, once, so that no viewer's browser has to. */
import katex from 'katex';
import { MATH_ATTRIBUTE } from './math-syntax.ts';
import { attribute, type Element, fillWith, removeAttribute, textOf } from './tree.ts';

/** Fills a placeholder with its formula: HTML to see, MathML to hear. @returns KaTeX's complaint, if it has one. */
export function typesetMath(element: Element): string | undefined {
  const tex = textOf(element);
  const displayMode = attribute(element, MATH_ATTRIBUTE) === 'display';
  removeAttribute(element, MATH_ATTRIBUTE);
  try {
    fillWith(element, katex.renderToString(tex, { displayMode, throwOnError: true, strict: false }));
    return undefined;
  } catch (error) {
    // KaTeX shows a formula that it can't read as it was written.
    fillWith(element, katex.renderToString(tex, { displayMode, throwOnError: false, strict: false }));
    return (error instanceof Error ? error.message : String(error)).replace(/^KaTeX parse error: /, '');
  }
}
