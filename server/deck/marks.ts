/** Marks on a finished slide what a theme would otherwise have to look for in every viewer's browser. */
import { type Kind, kindOf } from './kind.ts';
import { fitOf, picturesOf } from './pictures.ts';
import { classes, type Element, elements, isElement, setAttribute } from './tree.ts';

/** Kinds of slide on which pictures leave the flow, or take what a heading leaves. */
const PICTURED: ReadonlySet<Kind | undefined> = new Set(['picture', 'left', 'right', 'below']);

/** Elements that fill a slide as pictures do where they are its children. */
const FRAMES: ReadonlySet<string> = new Set(['iframe', 'svg']);

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
  for (const child of section.childNodes.filter(isElement)) {
    if (child.tagName === 'p' && picturesOf(child).length === 1) setAttribute(child, 'data-picture', '');
  }
  for (const element of elements(section)) {
    if (element.tagName === 'table' && isDense(element)) setAttribute(element, 'data-dense', '');
  }
}

/** Those that have a side of their own, else all that stand alone. */
function fillingPictures(section: Element, kind: Kind | undefined): Element[] {
  const children = section.childNodes.filter(isElement);
  const found = children.flatMap((child) => (FRAMES.has(child.tagName) ? [child] : picturesOf(child)));
  const sided = found.filter((picture) => classes(picture).some((name) => name === kind));
  return sided.length > 0 ? sided : found;
}

function isDense(table: Element): boolean {
  if (classes(table).includes('hljs-ln')) return false;
  const rows = elements(table).filter(({ tagName }) => tagName === 'tr');
  const isWide = rows.some((row) => row.childNodes.filter(isElement).length >= DENSE_COLUMNS);
  const body = rows.filter(({ parentNode }) => parentNode?.nodeName === 'tbody');
  return isWide || body.length >= DENSE_ROWS;
}
