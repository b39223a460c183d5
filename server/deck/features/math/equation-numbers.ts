/** Numbers equations in the output of KaTeX (0.19.1). */
import {
  append,
  attribute,
  classes,
  createText,
  type Element,
  elements,
  fillWith,
  isElement,
  removeAttribute,
  textOf,
} from '../../html/tree.ts';

/** The width in em by which the mark of label n is n times as wide: the smallest that KaTeX writes. */
const MARK = 0.0001;

/** Returns the TeX that replaces `\label` and by which its row is found in the output; labels count from 1. */
export function markOf(label: number): string {
  return `\\kern${(label * MARK).toFixed(4)}em `;
}

/**
 * Writes equation numbers where KaTeX leaves them to a CSS counter, which only counts what is displayed.
 * @returns the labels of `marked` that were found, each with the number or tag of its row
 */
export function numberRows(
  root: Element,
  state: { number: number },
  marked: readonly string[],
): ReadonlyMap<string, string> {
  const all = elements(root);
  const tables = all.filter(isNumberedTable);
  const labels = new Map<string, string>();
  for (const [i, holder] of all.filter((each) => classes(each).includes('katex-tag')).entries()) {
    const rows = tables[i]?.childNodes.filter(isElement) ?? [];
    for (const [j, tag] of tagsIn(holder).entries()) {
      const row = rows[j];
      const isAutomatic = classes(tag).includes('eqn-num');
      if (isAutomatic) {
        state.number++;
        removeAttribute(tag, 'class');
        append(tag, [createText(`(${state.number})`)]);
      }
      const text = textOf(tag).trim();
      const cell = row && numberCell(row);
      if (cell) {
        removeAttribute(cell, 'class');
        fillWith(cell, `<mtext>${text}</mtext>`);
      }
      for (const label of row ? labelsIn(row, marked) : []) if (text !== '') labels.set(label, inner(text));
    }
  }
  return labels;
}

/** Returns whether an element is an outermost table in MathML whose rows have numbers or tags. */
function isNumberedTable(element: Element): boolean {
  if (element.tagName !== 'mtable') return false;
  const isOfTag = attribute(element, 'width') === '100%';
  return isOfTag || element.childNodes.filter(isElement).some((row) => numberCell(row) !== undefined);
}

function numberCell(row: Element): Element | undefined {
  return row.childNodes.filter(isElement).find((cell) => classes(cell).includes('mml-eqn-num'));
}

/**
 * Returns the numbers and tags beside the rows of a table, one for each row; a formula with one row has only its tag.
 */
function tagsIn(holder: Element): readonly Element[] {
  const struts = elements(holder).filter((element) => classes(element).includes('pstrut'));
  if (struts.length === 0) return [holder];
  return struts.flatMap((strut) => {
    const siblings: readonly Element[] = strut.parentNode?.childNodes.filter(isElement) ?? [];
    const tag = siblings[1];
    return tag ? [tag] : [];
  });
}

function labelsIn(row: Element, marked: readonly string[]): string[] {
  return elements(row).flatMap((space) => {
    if (space.tagName !== 'mspace') return [];
    const label = marked[Math.round(Number.parseFloat(attribute(space, 'width') ?? '0') / MARK) - 1];
    return label === undefined ? [] : [label];
  });
}

/** Returns what a reference shows of a number, without its parentheses: `3` for `(3)`. */
function inner(text: string): string {
  return text.replace(/^\((.*)\)$/s, '$1');
}
