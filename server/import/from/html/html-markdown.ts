/** Writes HTML as Markdown, as far as Markdown has words for it; all else stays HTML. */
import {
  attribute,
  classes,
  createText,
  type Element,
  elements,
  isComment,
  isElement,
  type Node,
  outerHtml,
  parseHtml,
  setAttribute,
  textOf,
} from '../../../deck/html/tree.ts';
import { fenced } from '../../text/backticks.ts';
import { codeOf, dedent } from './html-code.ts';
import { figureOf, tableOf } from './html-figures.ts';
import { bracesOf, INLINE, inlineOf, onOneLine, paragraphOf } from './html-inline.ts';
import { openingTag, rawHtml } from './raw-html.ts';

/** Writes the content of a slide as Markdown. */
export function markdownOf(html: string): string {
  return blocksOf(parseHtml(html).childNodes).join('\n\n');
}

/** Blocks that may be written without tags of their own, if they have no attributes. */
const PLAIN_BOX: ReadonlySet<string> = new Set('div section article header footer main nav'.split(' '));

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

/** Numbers that are letters, by the attribute of a list that says so. */
const NUMBERS: Readonly<Record<string, string>> = {
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman',
};

function blockOf(element: Element): string[] {
  const { tagName, childNodes } = element;
  const numbers = tagName === 'ol' ? NUMBERS[attribute(element, 'type') ?? ''] : undefined;
  if (numbers !== undefined && attribute(element, 'style') === undefined)
    setAttribute(element, 'style', `list-style-type: ${numbers}`);
  const braces = bracesOf(element);
  const behind = braces === '' ? '' : ` ${braces}`;
  if (/^h[1-6]$/.test(tagName)) {
    const words = onOneLine(inlineOf(childNodes));
    return words === '' ? [] : [`${'#'.repeat(Number(tagName[1]))} ${words}${behind}`];
  }
  // Our own pages have diagrams that browsers draw as their text.
  const diagram = classes(element).includes('diagram-later')
    ? elements(element).find((each) => classes(each).includes('diagram-source'))
    : undefined;
  if (diagram || classes(element).includes('mermaid'))
    return [fenced(dedent(textOf(diagram ?? element).replace(/^\s*\n|\s+$/g, '')), 'mermaid')];
  const callout = calloutOf(element);
  if (callout !== undefined) return [callout];
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
      return [quoted(blocksOf(childNodes).join('\n\n')), ...(braces === '' ? [] : [braces])];
    case 'center':
      return ['<div style="text-align: center">', ...blocksOf(childNodes), '</div>'];
    case 'hr':
      return ['***'];
    case 'table':
      return [tableOf(element) ?? rawHtml(element)];
    case 'figure':
      return [figureOf(element) ?? rawHtml(element)];
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

function quoted(text: string): string {
  return text.replace(/^/gm, '> ').replace(/^> $/gm, '>');
}

/** Writes a box with advice: Asciidoctor's, whose words stand in a table beside an icon, or Quarto's, below their title. */
function calloutOf(box: Element): string | undefined {
  const names = classes(box);
  const inner = (name: string) => elements(box).find((each) => classes(each).includes(name));
  const kind = names
    .map((name) => /^(?:callout-)?(note|tip|important|warning|caution)$/.exec(name)?.[1])
    .find((found) => found !== undefined);
  if (kind === undefined || !names.some((name) => /^(?:admonitionblock|callout)$/.test(name)))
    return undefined;
  const content = inner('content') ?? inner('callout-content');
  if (!content) return undefined;
  const heading = inner('callout-title');
  const title = heading ? onOneLine(inlineOf([createText(textOf(heading))])).trim() : '';
  // Quarto names the kind where an author gives no title.
  const shown = title.toLowerCase() === kind ? '' : title;
  return quoted(
    `[!${kind.toUpperCase()}]${shown && ` ${shown}`}\n${blocksOf(content.childNodes).join('\n\n')}`,
  );
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
