/** Marks on a finished slide what a theme would otherwise have to look for in every viewer's browser. */

import {
  attribute,
  classes,
  type Element,
  elements,
  isElement,
  setAttribute,
  textOf,
} from '../../html/tree.ts';
import { fillingPictures, fitOf, picturesOf } from '../pictures/pictures.ts';
import { type Kind, kindOf } from './kind.ts';
import { tableFacts, tablesIn } from './tables.ts';

/** Kinds of slide on which pictures leave the flow, or take what a heading leaves. */
const PICTURED: ReadonlySet<Kind | undefined> = new Set(['picture', 'left', 'right', 'below']);

/** What HTML calls ways to number a list, as CSS calls them. */
const NUMBERINGS: ReadonlyMap<string, string> = new Map([
  ['a', 'lower-alpha'],
  ['A', 'upper-alpha'],
  ['i', 'lower-roman'],
  ['I', 'upper-roman'],
]);

/** Up to so many characters a row's first cell stays on one line: browsers share a table's width out in different ways. */
const SHORT = 16;

/**
 * Sets `data-kind` on the section, `data-fill` on the pictures that make its kind, `data-picture` on paragraphs that hold
 * a picture alone, `data-dense` on tables of as many columns as `dense` holds, and `data-short` on the first cells of rows
 * where they hold few letters, `few` and `wide` where these break anywhere. Lists that name their numbering get it.
 */
export function markSlide(
  section: Element,
  { isFirst, dense }: { readonly isFirst: boolean; readonly dense: ReadonlySet<number> },
): void {
  const kind = kindOf(section, isFirst);
  if (kind !== undefined) setAttribute(section, 'data-kind', kind);
  if (PICTURED.has(kind)) {
    for (const picture of fillingPictures(section, kind)) setAttribute(picture, 'data-fill', fitOf(picture));
  }
  for (const block of blocksOf(section)) {
    if (block.tagName === 'p' && picturesOf(block).length === 1) setAttribute(block, 'data-picture', '');
  }
  for (const element of elements(section)) {
    if (element.tagName === 'tr') markShort(element);
    if (element.tagName === 'ol') numberBy(element);
  }
  for (const table of tablesIn(section)) {
    if (dense.has(tableFacts(table).columns)) setAttribute(table, 'data-dense', '');
  }
}

/** Writes an ordered list's `type` as a style, since themes number all lists alike. */
function numberBy(list: Element): void {
  const style = NUMBERINGS.get(attribute(list, 'type') ?? '');
  if (style === undefined) return;
  const own = attribute(list, 'style');
  setAttribute(list, 'style', `list-style-type:${style}${own ? `;${own}` : ''}`);
}

/** Browsers break lines within words of these scripts: a narrow column of them becomes one character wide. */
const WIDE = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}]/u;

/** So many such characters stay on one line on phones, too. */
const FEW = 6;

/** Numbers of code lines are no words. */
function markShort(row: Element): void {
  const [first, second] = row.childNodes.filter(isElement);
  const isWord = first && second && !classes(first).includes('hljs-ln-numbers');
  const text = isWord ? textOf(first).trim() : '';
  if (!isWord || text === '' || text.length > SHORT) return;
  setAttribute(first, 'data-short', WIDE.test(text) ? (text.length <= FEW ? 'few' : 'wide') : '');
}

/** What stands on the slide itself or in a column of it. */
function blocksOf(section: Element): Element[] {
  const children = section.childNodes.filter(isElement);
  const columns = children
    .filter((child) => child.tagName === 'div' && classes(child).includes('columns'))
    .flatMap((grid) => grid.childNodes.filter(isElement));
  return [...children, ...columns.flatMap((column) => column.childNodes.filter(isElement))];
}
