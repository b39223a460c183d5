/** Marks on a finished slide what a theme would otherwise have to look for in every viewer's browser. */
import { type Kind, kindOf } from './kind.ts';
import { fillingPictures, fitOf, picturesOf } from './pictures.ts';
import { classes, type Element, elements, isElement, setAttribute, textOf } from './tree.ts';

/** Kinds of slide on which pictures leave the flow, or take what a heading leaves. */
const PICTURED: ReadonlySet<Kind | undefined> = new Set(['picture', 'left', 'right', 'below']);

/** From so many columns or rows on, a table's type is smaller. */
const DENSE_COLUMNS = 6;
const DENSE_ROWS = 8;

/** Up to so many characters a row's first cell stays on one line: browsers share a table's width out in different ways. */
const SHORT = 16;

/**
 * Sets `data-kind` on the section, `data-fill` on the pictures that make its kind, `data-picture` on paragraphs that hold
 * a picture alone, `data-dense` on large tables, and `data-short` on the first cells of rows where they hold few letters.
 */
export function markSlide(section: Element, isFirst: boolean): void {
  const kind = kindOf(section, isFirst);
  if (kind !== undefined) setAttribute(section, 'data-kind', kind);
  if (PICTURED.has(kind)) {
    for (const picture of fillingPictures(section, kind)) setAttribute(picture, 'data-fill', fitOf(picture));
  }
  for (const block of blocksOf(section)) {
    if (block.tagName === 'p' && picturesOf(block).length === 1) setAttribute(block, 'data-picture', '');
  }
  for (const element of elements(section)) {
    if (element.tagName === 'table' && isDense(element)) setAttribute(element, 'data-dense', '');
    if (element.tagName === 'tr') markShort(element);
  }
}

/** Numbers of code lines are no words. */
function markShort(row: Element): void {
  const [first, second] = row.childNodes.filter(isElement);
  const isWord = first && second && !classes(first).includes('hljs-ln-numbers');
  const length = isWord ? textOf(first).trim().length : 0;
  if (isWord && length > 0 && length <= SHORT) setAttribute(first, 'data-short', '');
}

/** What stands on the slide itself or in a column of it. */
function blocksOf(section: Element): Element[] {
  const children = section.childNodes.filter(isElement);
  const columns = children
    .filter((child) => child.tagName === 'div' && classes(child).includes('columns'))
    .flatMap((grid) => grid.childNodes.filter(isElement));
  return [...children, ...columns.flatMap((column) => column.childNodes.filter(isElement))];
}

function isDense(table: Element): boolean {
  if (classes(table).includes('hljs-ln')) return false;
  const rows = elements(table).filter(({ tagName }) => tagName === 'tr');
  const isWide = rows.some((row) => row.childNodes.filter(isElement).length >= DENSE_COLUMNS);
  const body = rows.filter(({ parentNode }) => parentNode?.nodeName === 'tbody');
  return isWide || body.length >= DENSE_ROWS;
}
