/** Attributes without comments: `{.fragment #id key=value}` after an item, a heading, a picture, a paragraph or any block. */

import {
  addClass,
  attribute,
  classes,
  detachNode,
  type Element,
  elements,
  isElement,
  isInside,
  isText,
  removeAttribute,
  setAttribute,
  type Text,
} from '../../html/tree.ts';
import { applyWritten } from '../../privacy/private-parts.ts';
import { BRACES, decodeBraces } from './syntax.ts';

const AT_START = new RegExp(`^${BRACES}`);
const WHOLE = new RegExp(`^${BRACES}$`);

/** Elements whose text is literal. */
const LITERAL: ReadonlySet<string> = new Set('pre code script style textarea svg math template'.split(' '));

/** Blocks that braces at the end of their text belong to. */
const BLOCKS: ReadonlySet<string> = new Set(
  'p li h1 h2 h3 h4 h5 h6 td th dt dd figcaption summary'.split(' '),
);

/** The class that makes every child of a block a fragment. */
const EACH = 'fragments';

/** Finds the braces in a slide, applies and removes them. */
export function applyBraces(section: Element): void {
  for (const element of elements(section)) {
    if (isInside(element, LITERAL)) continue;
    if (BLOCKS.has(element.tagName)) applyAtEnd(element);
    else applyAfterInline(element);
  }
  spreadFragments(section);
}

/** `![x](y.png){.r-stretch}` and `**x**{.fragment}`: no space between. */
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
  // Right behind an inline element the braces are that element's.
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

/** In a list with blank lines between its items, an item's text is a paragraph of its own. */
function itemAround(element: Element): Element {
  const item = element.parentNode;
  const isText = element.tagName === 'p' && item?.nodeName === 'li' && isElement(item as Element);
  return isText && elementBefore(element) === undefined ? (item as Element) : element;
}

/** Braces on a line of their own below a list's last item, which Markdown takes for more of that item. */
function listAround(element: Element): Element {
  const item = element.tagName === 'li' ? element : element.parentNode;
  const list = item?.nodeName === 'li' && 'parentNode' in item ? item.parentNode : undefined;
  return list && 'tagName' in list && (list.tagName === 'ul' || list.tagName === 'ol') ? list : element;
}

/** The table right below which braces stand, which Markdown takes for one more of its rows; takes that row away. */
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

/** The text that ends a block; a nested list stands after it. */
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
    const names = classes(element);
    if (!names.includes(EACH)) continue;
    const rest = names.filter((name) => name !== EACH);
    if (rest.length > 0) setAttribute(element, 'class', rest.join(' '));
    else removeAttribute(element, 'class');
    for (const child of element.childNodes) if (isElement(child)) addClass(child, 'fragment');
  }
}

/** Every list item becomes a fragment, for decks that set `animateLists`. */
export function animateLists(section: Element): void {
  for (const element of elements(section)) {
    const isFootnote = attribute(element, 'id')?.startsWith('footnote-') === true;
    if (element.tagName === 'li' && !isFootnote) addClass(element, 'fragment');
  }
}
