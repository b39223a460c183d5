/** Writes the words of a page as Markdown: emphasis, code, links and pictures among them. */
import { splitMath } from '../../../deck/features/math/syntax.ts';
import {
  attribute,
  classes,
  type Element,
  isElement,
  isText,
  type Node,
  textOf,
} from '../../../deck/html/tree.ts';
import { bracesWords, withLiteralBraces } from '../../text/attributes/braces.ts';
import { codeSpan } from '../../text/backticks.ts';
import { bracesText, pictureText, sizeWords } from '../../text/picture-text.ts';
import { FOOTNOTE, FORMULA, openingTag, rawHtml, texOf } from './raw-html.ts';

/** Elements that stand among words. */
export const INLINE: ReadonlySet<string> = new Set([
  ...'a abbr b bdi bdo big br button cite code data del dfn em font i img input ins kbd label mark math'.split(
    ' ',
  ),
  ...'q ruby s samp select small span strike strong sub sup time tt u var wbr'.split(' '),
  FORMULA,
  FOOTNOTE,
]);

const MARKS: Readonly<Record<string, string>> = {
  em: '*',
  i: '*',
  strong: '**',
  b: '**',
  del: '~~',
  s: '~~',
  strike: '~~',
};

/** Writes nodes that stand among words. */
export function inlineOf(nodes: readonly Node[]): string {
  const texts: string[] = [];
  nodes.forEach((node, i) => {
    const before = texts.at(-1) ?? '';
    const isMarked = isElement(node) && node.tagName in MARKS;
    const text = isMarked ? emphasis(node, before.slice(-1), nodes[i + 1]) : inlineNode(node);
    // An exclamation mark before a link would make a picture of it.
    if (text.startsWith('[') && before.endsWith('!')) texts[texts.length - 1] = `${before.slice(0, -1)}\\!`;
    if (text !== '') texts.push(text);
  });
  return texts.join('');
}

/** Writes the words of a block: nothing at the beginning of a line may begin a list, a heading, a quote or a rule. */
export function paragraphOf(nodes: readonly Node[]): string {
  return withoutEdges(inlineOf(nodes)).replace(
    /^( *)(?:([-+]|#{1,6})(?=\s|$)|(>)|(\d{1,9})(?=[.)](?:\s|$))|([-=]{2,}|\+{2,})(?= *$))/gm,
    (_all, blanks: string, mark = '', quote = '', digits?: string, rule = '') =>
      digits === undefined ? `${blanks}\\${mark}${quote}${rule}` : `${blanks}${digits}\\`,
  );
}

/** Returns words without the blanks and line breaks around them. */
function withoutEdges(text: string): string {
  return text.replace(/^(?:\s|\\\n)+|(?:\s|\\\n)+$/g, '');
}

/** Returns words of a heading or a cell, which has one line. */
export function onOneLine(text: string): string {
  return text
    .replace(/^(?:\s|\\\n)+|(?:\s|\\\n)+$/g, '')
    .replace(/\s*\\\n\s*/g, '<br>')
    .replace(/\s*\n\s*/g, ' ');
}

/** Writes emphasis with marks, or with tags where marks would be text (CommonMark 0.31, 6.2). */
function emphasis(node: Element, before: string, next: Node | undefined): string {
  const mark = MARKS[node.tagName] ?? '';
  const [, blank = '', text = '', behind = ''] =
    /^(\s*)([\s\S]*?)(\s*)$/.exec(inlineOf(node.childNodes)) ?? [];
  if (text === '') return blank;
  const braces = bracesOf(node);
  const following = behind + (next ? textOf(next) : '');
  const isMark = next && isElement(next) && next.tagName in MARKS && behind === '';
  const opens = blank !== '' || /^[\p{L}\p{N}]/u.test(text) || !/[\p{L}\p{N}]$/u.test(before);
  const closes = braces !== '' || /[\p{L}\p{N}]$/u.test(text) || !/^[\p{L}\p{N}]/u.test(following);
  const isApart = !(blank === '' && /[*~]$/.test(before)) && !isMark;
  return opens && closes && isApart
    ? `${blank}${mark}${text}${mark}${braces}${behind}`
    : `${blank}${openingTag(node)}${text}</${node.tagName}>${behind}`;
}

function inlineNode(node: Node): string {
  if (isText(node)) return escaped(node.value.replace(/[ \t\n\r\f]+/g, ' '));
  if (!isElement(node)) return '';
  const inner = inlineOf(node.childNodes);
  const braces = bracesOf(node);
  switch (node.tagName) {
    case 'br':
      return '\\\n';
    case FORMULA:
      return texOf(node);
    case FOOTNOTE:
      return `[^${attribute(node, 'id')}]`;
    case 'code': {
      const text = textOf(node);
      if (text.trim() === '') return '';
      return codeSpan(text) + (text.includes('`') ? '' : braces);
    }
    case 'a':
      return linkOf(node, inner, braces);
    case 'img':
      return pictureOf(node);
    case 'span':
      if (inner.trim() === '') return node.attrs.length === 0 ? inner : rawHtml(node, 'inline');
      return braces === '' ? inner : `[${inner}]${braces}`;
    default:
      return rawHtml(node, 'inline');
  }
}

/** Writes a link; one that leads nowhere is its words. */
function linkOf(link: Element, inner: string, braces: string): string {
  const code = classes(link).includes('qr-code') ? attribute(link, 'data-qr') : undefined;
  if (code !== undefined) {
    // As our own pages have QR codes.
    return pictureText({ alt: attribute(link, 'aria-label') ?? '', address: `qr:${code}`, title: '' }, []);
  }
  const href = attribute(link, 'href')?.trim() ?? '';
  if (!/^(?:#?|javascript:.*)$/is.test(href)) {
    const address = href.replace(/[\s()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
    const title = (attribute(link, 'title') ?? '').replace(/\s+/g, ' ').replaceAll('"', '&quot;').trim();
    return `[${inner.trim()}](${address}${title === '' ? '' : ` "${title}"`})${braces}`;
  }
  const own = classes(link).filter((name) => !/^navigate-|^enabled$/.test(name));
  const previews = link.attrs.filter(({ name }) => name.startsWith('data-preview-'));
  const values = new Map(previews.map(({ name, value }) => [name, value]));
  const words = bracesText(bracesWords({ id: attribute(link, 'id'), classes: own, values }));
  return words === '' || inner.trim() === '' ? inner : `[${inner.trim()}]${words}`;
}

/** Writes a picture; its title may be another's. */
export function pictureOf(picture: Element, caption = ''): string {
  const address = attribute(picture, 'src') ?? attribute(picture, 'data-src');
  if (address === undefined || /^data:/.test(address)) return rawHtml(picture, 'inline');
  const words = bracesWords({
    id: attribute(picture, 'id'),
    classes: classes(picture),
    values: new Map(picture.attrs.map(({ name, value }) => [name, value])),
  });
  const sizes = sizeWords(attribute(picture, 'width'), attribute(picture, 'height'));
  const title = attribute(picture, 'title');
  return pictureText(
    { alt: attribute(picture, 'alt') ?? '', address, title: caption === '' ? '' : `"${caption}"` },
    [
      ...words.filter((word) => !/^(?:title|data-src)=/.test(word)),
      ...(title === undefined ? [] : [`title="${title}"`]),
      ...sizes,
    ],
  );
}

/** Returns an element's attributes in braces. */
export function bracesOf(element: Element): string {
  const values = new Map(
    element.attrs
      .filter(({ name }) => !/^(?:href|src|alt|class|id|width|height|title|start)$/.test(name))
      .map(({ name, value }) => [name, value]),
  );
  // Such a class is a slide's here, or an exporter's.
  const names = classes(element).filter(
    (name) => !/^(?:title|section|statement|full|org-.*|appear|visible|present|past|future)$/.test(name),
  );
  return bracesText(bracesWords({ id: attribute(element, 'id'), classes: names, values }));
}

/** Escapes what would be Markdown. */
function escaped(text: string): string {
  const hasFormula = text.includes('$') && splitMath(text).some((part) => typeof part !== 'string');
  return withLiteralBraces(text.replace(/[\\`*_[\]<]/g, '\\$&').replace(/&(?=#?\w{1,30};)/g, '\\&'))
    .replace(/(?<=\w)\\_(?=\w)/g, '_')
    .replace(/~{2,}/g, (marks) => marks.replace(/~/g, '\\~'))
    .replace(/\$/g, hasFormula ? '\\$' : '$$');
}
