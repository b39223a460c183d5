/** Marks on a finished slide what a theme's CSS or scripts would otherwise have to find in every viewer's browser. */

import {
  attribute,
  classes,
  type Element,
  elements,
  isElement,
  isText,
  setAttribute,
  textOf,
} from '../../html/tree.ts';
import { fillingPictures, fitOf, picturesOf } from '../pictures/pictures.ts';
import { fewOn } from './few.ts';
import { type Kind, kindOf } from './kind.ts';
import { tableFacts, tablesIn } from './tables.ts';
import { sizeWords } from './word-sizes.ts';

/** Kinds of slides on which pictures leave the normal flow, or fill the space below a heading. */
const PICTURED: ReadonlySet<Kind | undefined> = new Set([
  'picture',
  'image-caption',
  'left',
  'right',
  'below',
]);

/** CSS list styles by the values of HTML's `type` attribute. */
const NUMBERINGS: ReadonlyMap<string, string> = new Map([
  ['a', 'lower-alpha'],
  ['A', 'upper-alpha'],
  ['i', 'lower-roman'],
  ['I', 'upper-roman'],
]);

/** Attributes that give a slide a background of its own. */
const BACKGROUND = /^data-background(?:-(?:color|image|gradient|video|iframe|own))?$/;

/**
 * The maximum length of a row's first cell that stays on one line, in characters; browsers distribute a table's
 * width in different ways.
 */
const SHORT = 16;

/** What marking depends on beside the slide. */
interface SlideFacts {
  readonly isFirst: boolean;
  readonly dense: ReadonlySet<number>;
  /** The layouts that the theme's folder adds. */
  readonly layouts?: readonly string[] | undefined;
}

/**
 * Sets `data-kind` and the sizes of its words on the section, `data-few` where there is little below its heading, `data-own-ground` where a
 * composition has a background of its own, `data-fill` on the pictures that determine its kind, `data-picture` on
 * paragraphs that contain only a picture or a QR code, `data-dense` on tables with a number of columns that is in `dense`, and
 * `data-whole` on short code within lines, `data-short` on short first cells of rows; there, `few` and `wide` are for scripts that break between any two
 * characters. Lists with a `type` get it as a style.
 */
export function markSlide(section: Element, { isFirst, dense, layouts }: SlideFacts): void {
  const kind = kindOf(section, isFirst, layouts);
  if (kind !== undefined) setAttribute(section, 'data-kind', kind);
  if (kind !== undefined && section.attrs.some(({ name }) => BACKGROUND.test(name)))
    setAttribute(section, 'data-own-ground', '');
  sizeWords(section, kind);
  const few = kind === undefined ? fewOn(section) : undefined;
  if (few !== undefined) setAttribute(section, 'data-few', few);
  if (PICTURED.has(kind)) {
    for (const picture of fillingPictures(section, kind)) setAttribute(picture, 'data-fill', fitOf(picture));
  }
  for (const block of blocksOf(section)) {
    if (block.tagName === 'p' && (picturesOf(block).length === 1 || isCode(block)))
      setAttribute(block, 'data-picture', '');
  }
  for (const element of elements(section)) {
    if (element.tagName === 'tr') markShort(element);
    if (element.tagName === 'ol') numberBy(element);
    if (element.tagName === 'code') keepWhole(element);
  }
  for (const table of tablesIn(section)) {
    if (dense.has(tableFacts(table).columns)) setAttribute(table, 'data-dense', '');
  }
}

/** The maximum length of code that stays on one line, in characters, though browsers would break it at its signs. */
const WHOLE = 12;

/** Marks code such as `-c` or `--key`, of which a part at the end of a line would be read as something else. */
function keepWhole(code: Element): void {
  const text = textOf(code);
  if (code.parentNode?.nodeName !== 'pre' && text.length <= WHOLE && /^\S*[-/]\S*$/.test(text))
    setAttribute(code, 'data-whole', '');
}

/** Writes an ordered list's `type` as a style, because themes set the same style for all lists. */
function numberBy(list: Element): void {
  const style = NUMBERINGS.get(attribute(list, 'type') ?? '');
  if (style === undefined) return;
  const own = attribute(list, 'style');
  setAttribute(list, 'style', `list-style-type:${style}${own ? `;${own}` : ''}`);
}

/**
 * Characters of scripts in which browsers break lines within words: a narrow column would become one character wide.
 */
const WIDE = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}]/u;

/** The number of such characters that stay on one line on phones, too. */
const FEW = 6;

/** Marks a row whose first cell is short; line numbers of code are not text. */
function markShort(row: Element): void {
  const [first, second] = row.childNodes.filter(isElement);
  const isWord = first && second && !classes(first).includes('hljs-ln-numbers');
  const text = isWord ? textOf(first).trim() : '';
  if (!isWord || text === '' || text.length > SHORT) return;
  setAttribute(first, 'data-short', WIDE.test(text) ? (text.length <= FEW ? 'few' : 'wide') : '');
}

/** Returns whether a paragraph is one QR code and nothing else. */
function isCode(block: Element): boolean {
  const [only, ...others] = block.childNodes.filter((node) => !isText(node) || node.value.trim() !== '');
  return others.length === 0 && only !== undefined && isElement(only) && classes(only).includes('qr-code');
}

/** Returns the blocks of a slide, including those in its columns. */
function blocksOf(section: Element): Element[] {
  const children = section.childNodes.filter(isElement);
  const columns = children
    .filter((child) => child.tagName === 'div' && classes(child).includes('columns'))
    .flatMap((grid) => grid.childNodes.filter(isElement));
  return [...children, ...columns.flatMap((column) => column.childNodes.filter(isElement))];
}
