/** Marks on a finished slide what a theme would otherwise have to look for in every viewer's browser. */
import { type Kind, kindOf } from './kind.ts';
import { fillingPictures, fitOf, picturesOf } from './pictures.ts';
import { classes, type Element, elements, isElement, setAttribute } from './tree.ts';

/** Kinds of slide on which pictures leave the flow, or take what a heading leaves. */
const PICTURED: ReadonlySet<Kind | undefined> = new Set(['picture', 'left', 'right', 'below']);

/** From so many columns or rows on, a table's type is smaller. */
const DENSE_COLUMNS = 6;
const DENSE_ROWS = 8;

/**
 * Sets `data-kind` on the section, `data-fill` on the pictures that make its kind, `data-picture` on paragraphs that hold
 * a picture alone, and `data-dense` on large tables.
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
  }
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
