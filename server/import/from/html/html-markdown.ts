/** Writes HTML as Markdown, as far as Markdown has words for it; all else stays HTML. */
import {
  attribute,
  classes,
  type Element,
  isComment,
  isElement,
  type Node,
  outerHtml,
  parseHtml,
  textOf,
} from '../../../deck/html/tree.ts';
import { fenced } from '../../text/backticks.ts';
import { tableLines } from '../../text/table-lines.ts';
import { codeOf, dedent } from './html-code.ts';
import { bracesOf, INLINE, inlineOf, paragraphOf } from './html-inline.ts';
import { openingTag, rawHtml } from './raw-html.ts';

/** Writes the content of a slide as Markdown. */
export function markdownOf(html: string): string {
  return blocksOf(parseHtml(html).childNodes).join('\n\n');
}

/** Blocks that may be written without tags of their own, if they have no attributes. */
const PLAIN_BOX: ReadonlySet<string> = new Set('div section article header footer main'.split(' '));

function blocksOf(nodes: readonly Node[]): string[] {
  const blocks: string[] = [];
  let run: Node[] = [];
  const flush = () => {
    const text = paragraphOf(run);
    if (text !== '') blocks.push(text);
    // Breaks among blocks are space between them.
    else if (run.some((node) => isElement(node) && node.tagName === 'br')) blocks.push('<br>');
    run = [];
  };
  for (const node of nodes) {
    if (isComment(node)) continue;
    if (!isElement(node) || INLINE.has(node.tagName)) run.push(node);
    else {
      flush();
      blocks.push(...blockOf(node));
    }
  }
  flush();
  return blocks.filter((block) => block.trim() !== '');
}

function blockOf(element: Element): string[] {
  const { tagName, childNodes } = element;
  const braces = bracesOf(element);
  const behind = braces === '' ? '' : ` ${braces}`;
  if (/^h[1-6]$/.test(tagName)) {
    const words = onOneLine(inlineOf(childNodes));
    return words === '' ? [] : [`${'#'.repeat(Number(tagName[1]))} ${words}${behind}`];
  }
  if (classes(element).includes('mermaid'))
    return [fenced(dedent(textOf(element).replace(/^\s*\n|\s+$/g, '')), 'mermaid')];
  switch (tagName) {
    case 'p': {
      const text = paragraphOf(childNodes);
      return text === '' ? [] : [`${text}${behind}`];
    }
    case 'ul':
    case 'ol':
      return [`${listOf(element)}${braces === '' ? '' : `\n\n${braces}`}`];
    case 'pre':
      return [codeOf(element)];
    case 'blockquote':
      return [
        blocksOf(childNodes).join('\n\n').replace(/^/gm, '> ').replace(/^> $/gm, '>'),
        ...(braces === '' ? [] : [braces]),
      ];
    case 'center':
      return ['<div style="text-align: center">', ...blocksOf(childNodes), '</div>'];
    case 'hr':
      return ['***'];
    case 'table':
      return [tableOf(element) ?? rawHtml(element)];
    case 'style':
      return [outerHtml(element)];
    case 'script':
    case 'template':
    case 'link':
      return [];
    default:
  }
  if (PLAIN_BOX.has(tagName)) {
    const inner = blocksOf(childNodes);
    if (element.attrs.length === 0) return inner;
    return [openingTag(element), ...inner, `</${tagName}>`];
  }
  return [rawHtml(element)];
}

function onOneLine(text: string): string {
  return text
    .replace(/^(?:\s|\\\n)+|(?:\s|\\\n)+$/g, '')
    .replace(/\s*\\\n\s*/g, '<br>')
    .replace(/\s*\n\s*/g, ' ');
}

function listOf(list: Element): string {
  return itemsOf(list)
    .map(({ item, nodes }, i) => {
      const mark = list.tagName === 'ol' ? `${i + Number(attribute(list, 'start') ?? 1)}. ` : '- ';
      const blocks = blocksOf(nodes);
      const braces = item ? bracesOf(item) : '';
      const [first = '', ...rest] = blocks;
      const head = `${first}${braces === '' ? '' : ` ${braces}`}`;
      const isTight =
        rest.every((block) => /^(?:[-*+]|\d+\.) /.test(block)) &&
        !rest.slice(0, -1).some((block) => /\n\n\{[^}\n]*\}$/.test(block));
      const text = [head, ...rest].join(isTight ? '\n' : '\n\n');
      return mark + text.replace(/\n(?=.)/g, `\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

/** Returns a list's items; what stands between them belongs to the one before, as lists within lists often do. */
function itemsOf(list: Element): { readonly item: Element | undefined; readonly nodes: Node[] }[] {
  const items: { readonly item: Element | undefined; readonly nodes: Node[] }[] = [];
  for (const node of list.childNodes) {
    if (isElement(node) && node.tagName === 'li') items.push({ item: node, nodes: [...node.childNodes] });
    else if (isElement(node) || textOf(node).trim() !== '') {
      const last = items.at(-1);
      if (last) last.nodes.push(node);
      else items.push({ item: undefined, nodes: [node] });
    }
  }
  return items;
}

/** Writes a table of plain cells below a head with bars; undefined for any other. */
function tableOf(table: Element): string | undefined {
  const lines = elementsBelow(table, 'tr');
  const rows = lines.map((row) => row.childNodes.filter(isElement));
  const [head = []] = rows;
  const cells = rows.flat();
  const isPlain =
    head.length > 0 &&
    head.every(({ tagName }) => tagName === 'th') &&
    rows.every((row) => row.length === head.length) &&
    lines.every((row) => classes(row).every((name) => /^(?:header|odd|even)$/.test(name))) &&
    cells.every(
      (cell) => !cell.attrs.some(({ name }) => /span$|^(?:class|style|id|align|bgcolor)$/.test(name)),
    ) &&
    cells.every((cell) => cell.childNodes.every((node) => !isElement(node) || INLINE.has(node.tagName)));
  if (!isPlain || elementsBelow(table, 'caption').length > 0) return undefined;
  const texts = rows.map((row) =>
    row.map((cell) => onOneLine(inlineOf(cell.childNodes)).replaceAll('|', '\\|')),
  );
  const braces = bracesOf(table);
  return [...tableLines(texts), ...(braces === '' ? [] : ['', braces])].join('\n');
}

function elementsBelow(element: Element, tagName: string): Element[] {
  return element.childNodes
    .filter(isElement)
    .flatMap((child) => (child.tagName === tagName ? [child] : elementsBelow(child, tagName)));
}
