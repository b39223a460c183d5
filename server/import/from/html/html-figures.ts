/** Writes tables and pictures with captions of a page as Markdown, where it has words for them. */
import { attribute, classes, type Element, elements, isElement, textOf } from '../../../deck/html/tree.ts';
import { tableLines } from '../../text/table-lines.ts';
import { bracesOf, INLINE, inlineOf, onOneLine, pictureOf } from './html-inline.ts';

/** Writes a table of plain cells below a head with bars; undefined for any other. */
export function tableOf(table: Element): string | undefined {
  const lines = elementsBelow(table, 'tr');
  const rows = lines.map((row) => row.childNodes.filter(isElement));
  const [head = []] = rows;
  const cells = rows.flat();
  const isPlain =
    head.length > 0 &&
    head.every(({ tagName }) => tagName === 'th') &&
    rows.every((row) => row.length === head.length) &&
    lines.every((row) => classes(row).every((name) => /^(?:header|odd|even)$/.test(name))) &&
    rows.every((row) => row.every((cell, i) => isPlainCell(cell) && alignOf(cell) === alignOf(head[i]))) &&
    cells.every((cell) => cell.childNodes.every((node) => !isElement(node) || INLINE.has(node.tagName)));
  const captions = elementsBelow(table, 'caption');
  if (!isPlain || captions.some((caption) => !hasWords(caption))) return undefined;
  const texts = rows.map((row) =>
    row.map((cell) => onOneLine(inlineOf(cell.childNodes)).replaceAll('|', '\\|')),
  );
  // Lines and spaces are a theme's, and were a page's before there were styles.
  const attrs = table.attrs.filter(
    ({ name }) => !/^(?:border|cell(?:spacing|padding)|rules|frame)$/.test(name),
  );
  const braces = bracesOf({ ...table, attrs });
  const caption = captions.map(({ childNodes }) => onOneLine(inlineOf(childNodes))).join(' ');
  return [
    ...tableLines(texts, head.map(alignOf)),
    ...(braces === '' ? [] : ['', braces]),
    ...(caption === '' ? [] : ['', `*${caption}*{.small}`]),
  ].join('\n');
}

function isPlainCell(cell: Element): boolean {
  return !cell.attrs.some(
    ({ name, value }) =>
      /span$|^(?:class|id|bgcolor)$/.test(name) ||
      (name === 'align' && !/^(?:left|center|right)$/i.test(value)) ||
      (name === 'style' && !ALIGN.test(value)),
  );
}

const ALIGN = /^\s*text-align:\s*(left|center|right);?\s*$/;

/** Returns how a cell's words are aligned, as it is written since and before HTML 5. */
function alignOf(cell: Element | undefined): string {
  if (!cell) return '';
  return ALIGN.exec(attribute(cell, 'style') ?? '')?.[1] ?? attribute(cell, 'align')?.toLowerCase() ?? '';
}

/** Writes a figure of one picture with plain words below it; undefined for any other. */
export function figureOf(figure: Element): string | undefined {
  const parts = figure.childNodes.filter((node) => isElement(node) || textOf(node).trim() !== '');
  const [picture, caption, ...others] = parts.map((node) => (isElement(node) ? node : undefined));
  if (picture?.tagName !== 'img' || caption?.tagName !== 'figcaption' || others.length > 0) return undefined;
  const words = textOf(caption).replace(/\s+/g, ' ').trim();
  if (elements(caption).length > 0 || /["\\]/.test(words) || attribute(picture, 'title') !== undefined)
    return undefined;
  const braces = bracesOf(figure);
  return pictureOf(picture, words) + (braces === '' ? '' : `\n\n${braces}`);
}

function hasWords(caption: Element): boolean {
  return (
    elements(caption).every(({ tagName, attrs }) => tagName === 'span' && attrs.length === 0) &&
    !textOf(caption).includes('*')
  );
}

function elementsBelow(element: Element, tagName: string): Element[] {
  return element.childNodes
    .filter(isElement)
    .flatMap((child) => (child.tagName === tagName ? [child] : elementsBelow(child, tagName)));
}
