/**
 * Attributes in braces, `{.fragment #id key=value}`, after a list item, a heading, a picture, a paragraph or
 * any other block.
 */

import {
  addClass,
  attribute,
  detachNode,
  type Element,
  elements,
  isElement,
  isInside,
  isText,
  keepClasses,
  type Text,
} from '../../html/tree.ts';
import { applyWritten } from '../../privacy/private-parts.ts';
import { BRACES, decodeBraces } from './syntax.ts';

const AT_START = new RegExp(`^${BRACES}`);
const WHOLE = new RegExp(`^${BRACES}$`);

/** Elements whose text is literal, so that braces in it stay. */
const LITERAL: ReadonlySet<string> = new Set('pre code script style textarea svg math template'.split(' '));

/** Blocks that get the attributes in braces at the end of their text. */
const BLOCKS: ReadonlySet<string> = new Set(
  'p li h1 h2 h3 h4 h5 h6 td th dt dd figcaption summary'.split(' '),
);

/** The class that makes every child of a block a fragment. */
const EACH = 'fragments';

/** Applies the braces in a slide to their elements and removes them from the text. */
export function applyBraces(section: Element): void {
  for (const element of elements(section)) {
    if (isInside(element, LITERAL)) continue;
    if (BLOCKS.has(element.tagName)) applyAtEnd(element);
    else applyAfterInline(element);
  }
  spreadFragments(section);
}

/** Applies braces that follow an inline element without a space: `![x](y.png){.r-stretch}`, `**x**{.fragment}`. */
function applyAfterInline(element: Element): void {
  const next = nextSibling(element);
  if (!next || !isText(next)) return;
  const match = AT_START.exec(next.value);
  if (!match) return;
  next.value = next.value.slice(match[0].length);
  applyWritten(element, decodeBraces(match[1] ?? ''));
}

function applyAtEnd(element: Element): void {
  const text = lastText(element);
  if (!text?.value.trimEnd().endsWith('}')) return;
  const value = text.value.trimEnd();
  const start = value.lastIndexOf('{');
  const words = start === -1 ? undefined : WHOLE.exec(value.slice(start))?.[1];
  if (words === undefined) return;
  const before = value.slice(0, start);
  const isFirst = element.childNodes[0] === text;
  // Braces that directly follow an inline element belong to that element.
  if (before === '' && !isFirst) return;
  const attributes = decodeBraces(words);
  if (before.trim() === '' && isFirst && element.childNodes.length === 1 && element.tagName === 'p') {
    const block = elementBefore(element);
    if (!block) return;
    applyWritten(block, attributes);
    detachNode(element);
    return;
  }
  const table = before.trim() === '' && isFirst ? tableEndedBy(element) : undefined;
  if (table) {
    applyWritten(table, attributes);
    return;
  }
  text.value = before.trimEnd();
  const onOwnLine = /\n[ \t]*$/.test(before.slice(before.trimEnd().length));
  applyWritten(onOwnLine ? listAround(element) : itemAround(element), attributes);
}

/** Returns the list item for its first paragraph: with blank lines between items, an item's text is a paragraph. */
function itemAround(element: Element): Element {
  const item = element.parentNode;
  const isText = element.tagName === 'p' && item?.nodeName === 'li' && isElement(item as Element);
  return isText && elementBefore(element) === undefined ? (item as Element) : element;
}

/**
 * Returns the list for braces on a line of their own below its last item; Markdown takes them for a part of that item.
 */
function listAround(element: Element): Element {
  const item = element.tagName === 'li' ? element : element.parentNode;
  const list = item?.nodeName === 'li' && 'parentNode' in item ? item.parentNode : undefined;
  return list && 'tagName' in list && (list.tagName === 'ul' || list.tagName === 'ol') ? list : element;
}

/**
 * Removes a row that only contains braces and returns its table: Markdown takes braces directly below a table
 * for another row.
 */
function tableEndedBy(cell: Element): Element | undefined {
  const row = cell.parentNode;
  if (cell.tagName !== 'td' || !row || !isElement(row) || nextElement(row)) return undefined;
  const filled = elements(row).filter(({ childNodes }) => childNodes.length > 0);
  if (filled.length > 1 || filled[0] !== cell) return undefined;
  const body = row.parentNode;
  const table = body && isElement(body) ? body.parentNode : undefined;
  if (!table || !isElement(table)) return undefined;
  detachNode(row);
  return table;
}

/** Returns the text node that ends a block's own content, before any nested list. */
function lastText(element: Element): Text | undefined {
  const nested = element.childNodes.findIndex(
    (child) => isElement(child) && ['ul', 'ol'].includes(child.tagName),
  );
  const own = nested === -1 ? element.childNodes : element.childNodes.slice(0, nested);
  const last = own.at(-1);
  return last && isText(last) ? last : undefined;
}

function nextSibling(element: Element) {
  const siblings = element.parentNode?.childNodes ?? [];
  return siblings[siblings.indexOf(element) + 1];
}

function nextElement(element: Element): Element | undefined {
  const siblings = element.parentNode?.childNodes ?? [];
  return siblings.slice(siblings.indexOf(element) + 1).find(isElement);
}

function elementBefore(element: Element): Element | undefined {
  const siblings = element.parentNode?.childNodes ?? [];
  return siblings.slice(0, siblings.indexOf(element)).filter(isElement).at(-1);
}

function spreadFragments(section: Element): void {
  for (const element of elements(section)) {
    if (!keepClasses(element, (name) => name !== EACH)) continue;
    for (const child of element.childNodes) if (isElement(child)) addClass(child, 'fragment');
  }
}

/** Makes every list item a fragment, for decks that set `animateLists`; footnotes excepted. */
export function animateLists(section: Element): void {
  for (const element of elements(section)) {
    const isFootnote = attribute(element, 'id')?.startsWith('footnote-') === true;
    if (element.tagName === 'li' && !isFootnote) addClass(element, 'fragment');
  }
}
