/** A rendered deck as text for people to read and compare: the stacks' HTML indented, notes and warnings apart. */

import { openTag } from '../../server/deck/html/escape.ts';
import {
  attribute,
  classes,
  type Element,
  isElement,
  isText,
  type Node,
  parseHtml,
  textOf,
} from '../../server/deck/html/tree.ts';
import type { RenderedDeck, RenderedSlide } from '../../server/deck/model/deck.ts';

/** Elements that stand on lines of their own. */
const BLOCKS: ReadonlySet<string> = new Set(
  (
    'section div p ul ol li dl dt dd h1 h2 h3 h4 h5 h6 pre table thead tbody tr th td blockquote figure figcaption ' +
    'iframe noscript video audio source details summary hr style template form'
  ).split(' '),
);

/** What server/deck/features/layouts/marks.ts adds. */
const MARKS: ReadonlySet<string> = new Set([
  'data-kind',
  'data-size',
  'data-narrow-size',
  'data-few',
  'data-own-ground',
  'data-fill',
  'data-picture',
  'data-dense',
  'data-short',
  'data-whole',
]);

/** Elements that have no end tag. */
const VOID: ReadonlySet<string> = new Set('area br col hr img input source track wbr'.split(' '));

/** Writes a deck in normal form. */
export function normalForm(deck: RenderedDeck): string {
  const stacks = deck.stacks.map(({ open, slides }) => {
    const inner = slides.map(slideForm).join('\n');
    return open === '' ? inner : `${open}\n${inner}</section>\n`;
  });
  const warnings = deck.warnings.map(
    ({ file, line, column, reason }) => `${file}:${line}:${column} ${reason}`,
  );
  return [...stacks, warnings.length > 0 ? `<!-- warnings -->\n${warnings.join('\n')}\n` : '']
    .filter((part) => part !== '')
    .join('\n');
}

function slideForm({ html, notes }: RenderedSlide): string {
  return htmlForm(html) + (notes === '' ? '' : `<!-- notes -->\n${htmlForm(notes)}`);
}

/** HTML with each block on its own line; formulas are shortened to their TeX. */
export function htmlForm(html: string): string {
  return writeNodes(parseHtml(html).childNodes, '');
}

function writeNodes(nodes: readonly Node[], indent: string): string {
  let written = '';
  let inline = '';
  const flush = () => {
    const text = inline.replace(/\s+/g, ' ').trim();
    if (text !== '') written += `${indent}${text}\n`;
    inline = '';
  };
  for (const node of nodes) {
    if (isElement(node) && BLOCKS.has(node.tagName)) {
      flush();
      written += writeBlock(node, indent);
    } else {
      inline += writeInline(node);
    }
  }
  flush();
  return written;
}

function writeBlock(element: Element, indent: string): string {
  const open = `${indent}${tagOf(element)}`;
  const close = VOID.has(element.tagName) ? '' : `</${element.tagName}>`;
  if (element.tagName === 'pre') return `${open}${element.childNodes.map(writeCode).join('')}${close}\n`;
  const children =
    'content' in element ? (element as { content: Element }).content.childNodes : element.childNodes;
  const inner = writeNodes(children, `${indent}  `);
  const isShort = !children.some((child) => isElement(child) && BLOCKS.has(child.tagName));
  return isShort ? `${open}${inner.trim()}${close}\n` : `${open}\n${inner}${indent}${close}\n`;
}

/** Code as it is, with each row of numbered lines on its own line. */
function writeCode(node: Node): string {
  if (isText(node)) return escapeText(node.value);
  if (!isElement(node)) return '';
  const isRow = node.tagName === 'tr';
  const inner = node.childNodes.map(writeCode).join('');
  return `${isRow ? '\n' : ''}${tagOf(node)}${inner}</${node.tagName}>`;
}

function writeInline(node: Node): string {
  if (isText(node)) return escapeText(node.value);
  if (!isElement(node)) return `<!--${'data' in node ? node.data : ''}-->`;
  if (classes(node).includes('katex') || classes(node).includes('katex-error')) {
    return `${tagOf(node)}${escapeText(texOf(node))}</${node.tagName}>`;
  }
  const inner = BLOCKS.has(node.tagName) ? '' : node.childNodes.map(writeInline).join('');
  return `${tagOf(node)}${inner}${VOID.has(node.tagName) ? '' : `</${node.tagName}>`}`;
}

function texOf(element: Element): string {
  if (element.tagName === 'annotation') return textOf(element);
  const found = element.childNodes
    .filter(isElement)
    .map(texOf)
    .find((tex) => tex !== '');
  return found ?? (attribute(element, 'title') === undefined ? '' : textOf(element));
}

/** Without the marks for themes, which have tests of their own. */
function tagOf({ tagName, attrs }: Element): string {
  const own = attrs.filter(({ name }) => !MARKS.has(name));
  return openTag(tagName, Object.fromEntries(own.map(({ name, value }) => [name, value])));
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
