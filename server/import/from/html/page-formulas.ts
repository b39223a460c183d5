/** Formulas of pages, as people write them and as programs have set them, become elements of their own with their TeX. */
import { splitMath } from '../../../deck/features/math/syntax.ts';
import {
  attribute,
  classes,
  createElement,
  createText,
  descendants,
  detachNode,
  type Element,
  elements,
  isElement,
  isInside,
  isText,
  type ParentNode,
  replaceNode,
  textOf,
} from '../../../deck/html/tree.ts';
import { FORMULA } from './raw-html.ts';
import { LITERAL } from './slide-tree.ts';

/** Gives formulas elements of their own: those that are set, and where a page sets formulas, those in its text. */
export function markFormulas(tree: ParentNode, hasMath: boolean): void {
  for (const element of elements(tree)) if (!isInside(element, CODE)) markSet(element);
  if (!hasMath) return;
  for (const node of descendants(tree)) {
    if (!isText(node) || isInside(node, LITERAL)) continue;
    const parts = splitMath(node.value);
    if (parts.every((part) => typeof part === 'string')) continue;
    replaceNode(
      node,
      parts.map((part) => (typeof part === 'string' ? createText(part) : formula(part.tex, part.display))),
    );
  }
}

const CODE: ReadonlySet<string> = new Set(['pre', 'code', FORMULA]);

/** What MathJax writes beside a formula's script. */
const BESIDE_SCRIPT = /^MathJax(?:_(?:Preview|Display|SVG|SVG_Display|CHTML))?$|^MJXc-display$/;

/** Marks an element that is a formula by its name or its class. */
function markSet(element: Element): void {
  const names = classes(element);
  const { tagName } = element;
  if (tagName === 'script') {
    const type = attribute(element, 'type') ?? '';
    if (/^math\/tex\b/.test(type))
      replaceNode(element, [formula(textOf(element), /mode=display/.test(type))]);
  } else if (names.some((name) => /^katex(?:-display)?$/.test(name)) || tagName === 'math') {
    const tex = texWithin(element);
    const isDisplay = names.includes('katex-display') || attribute(element, 'display') === 'block';
    if (tex !== undefined) replaceNode(element, [formula(tex, isDisplay)]);
  } else if (tagName === 'mjx-container') {
    // Its TeX is gone.
    const math = elements(element).find((each) => each.tagName === 'math');
    if (math) replaceNode(element, [math]);
  } else if (names.some((name) => BESIDE_SCRIPT.test(name))) detachNode(element);
  // Pandoc's and GladTeX's.
  else if (tagName === 'eq') replaceNode(element, [formula(textOf(element), isDisplayed(element, names))]);
  else if (names.includes('math') && names.some((name) => /^(?:inline|display)$/.test(name)))
    markPandoc(element, isDisplayed(element, names));
}

function isDisplayed(element: Element, names: readonly string[]): boolean {
  return names.includes('display') || attribute(element, 'env') === 'displaymath';
}

/** Marks a formula of Pandoc's: TeX with or without the marks of MathJax, a picture of TeX, or where it sets none, words. */
function markPandoc(element: Element, isDisplay: boolean): void {
  if (element.tagName === 'img') {
    const tex = attribute(element, 'alt') ?? '';
    if (tex.trim() !== '') replaceNode(element, [formula(tex, isDisplay)]);
  } else if (element.tagName === 'span') {
    const tex = texWithin(element);
    if (tex === undefined && element.childNodes.some(isElement))
      replaceNode(element, [...element.childNodes]);
    else {
      const written = (tex ?? textOf(element)).replace(/^\s*(?:\\[([]|\$\$?)|(?:\\[)\]]|\$\$?)\s*$/g, '');
      replaceNode(element, [formula(written, isDisplay)]);
    }
  }
}

/** Returns the TeX that stands in a formula that is set. */
function texWithin(element: Element): string | undefined {
  const note = elements(element).find(
    (each) => each.tagName === 'annotation' && attribute(each, 'encoding') === 'application/x-tex',
  );
  return note === undefined ? undefined : textOf(note);
}

function formula(tex: string, display: boolean): Element {
  const element = createElement(FORMULA, display ? { display: '' } : {});
  const text = createText(tex);
  text.parentNode = element;
  element.childNodes.push(text);
  return element;
}
