/** Writes HTML as Markdown, as far as Markdown has words for it; all else stays HTML. */
import {
  attribute,
  classes,
  type Element,
  isComment,
  isElement,
  isText,
  type Node,
  outerHtml,
  parseHtml,
  textOf,
} from '../../../deck/html/tree.ts';
import { backticksAround } from '../../text/backticks.ts';
import { bracesWords, withLiteralBraces } from '../../text/braces.ts';
import { stepsText } from '../../text/code-steps.ts';
import { bracesText, pictureText, sizeWords } from '../../text/picture-text.ts';
import { tableLines } from '../../text/table-lines.ts';

/** Writes the content of a slide as Markdown. */
export function markdownOf(html: string): string {
  return blocksOf(parseHtml(html).childNodes).join('\n\n');
}

const INLINE: ReadonlySet<string> = new Set(
  'a abbr b br cite code del em i img ins kbd mark q s samp small span strong sub sup u var time'.split(' '),
);

/** Blocks that may be written without tags of their own, if they have no attributes. */
const PLAIN_BOX: ReadonlySet<string> = new Set('div section article header footer main'.split(' '));

function blocksOf(nodes: readonly Node[]): string[] {
  const blocks: string[] = [];
  let run: Node[] = [];
  const flush = () => {
    const text = withoutEdges(inlineOf(run));
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
  if (/^h[1-6]$/.test(tagName))
    return [
      `${'#'.repeat(Number(tagName[1]))} ${inlineOf(childNodes)
        .trim()
        .replace(/\s*\\?\n\s*/g, ' ')}${behind}`,
    ];
  switch (tagName) {
    case 'p': {
      const text = withoutEdges(inlineOf(childNodes));
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
    case 'hr':
      return ['***'];
    case 'table':
      return [tableOf(element) ?? outerHtml(element)];
    case 'script':
    case 'style':
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
  return [outerHtml(element)];
}

/** Returns words without the blanks and line breaks around them. */
function withoutEdges(text: string): string {
  return text.replace(/^(?:\s|\\\n)+|(?:\s|\\\n)+$/g, '');
}

function openingTag(element: Element): string {
  return outerHtml({ ...element, childNodes: [] }).replace(`</${element.tagName}>`, '');
}

function listOf(list: Element): string {
  const items = list.childNodes.filter(isElement).filter(({ tagName }) => tagName === 'li');
  return items
    .map((item, i) => {
      const mark = list.tagName === 'ol' ? `${i + Number(attribute(list, 'start') ?? 1)}. ` : '- ';
      const blocks = blocksOf(item.childNodes);
      const braces = bracesOf(item);
      const [first = '', ...rest] = blocks;
      const head = `${first}${braces === '' ? '' : ` ${braces}`}`;
      const isTight = rest.every((block) => /^(?:[-*+]|\d+\.) /.test(block));
      const text = [head, ...rest].join(isTight ? '\n' : '\n\n');
      return mark + text.replace(/\n(?=.)/g, `\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

function codeOf(pre: Element): string {
  const code = pre.childNodes.filter(isElement).find(({ tagName }) => tagName === 'code') ?? pre;
  const text = dedent(textOf(code).replace(/^\s*\n|\s+$/g, ''));
  const language =
    [...classes(code), ...classes(pre)]
      .map((name) => /^(?:language-|lang-|hljs-)?([a-z][\w+-]*)$/i.exec(name)?.[1])
      .find(
        (name) =>
          name !== undefined &&
          !/^(?:hljs|code-wrapper|fragment|stretch|r-stretch|sourceCode|nohighlight)$/.test(name),
      ) ?? '';
  const bright = attribute(code, 'data-line-numbers');
  const first = attribute(code, 'data-ln-start-from');
  const steps = stepsText({
    steps: bright === undefined || bright === '' || bright === 'true' ? undefined : bright,
    isNumbered: bright !== undefined,
    first: first === undefined ? undefined : Number(first),
    lines: text.split('\n').length,
  });
  const braces = bracesWords({
    id: attribute(pre, 'id'),
    classes: classes(pre).filter((name) => /^(?:fragment|r-stretch|fade-.*|current-visible)$/.test(name)),
    values: new Map(pre.attrs.map(({ name, value }) => [name, value])),
  });
  const marks = backticksAround(text, 3);
  const head = `${language}${steps}${braces.length > 0 ? ` ${bracesText(braces)}` : ''}`;
  return `${marks}${head.trim()}\n${text}\n${marks}`;
}

function dedent(text: string): string {
  const indents = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const least = Math.min(...indents);
  return Number.isFinite(least) && least > 0 ? text.replace(new RegExp(`^[ \\t]{${least}}`, 'gm'), '') : text;
}

/** Writes a table of plain cells with bars; undefined for any other. */
function tableOf(table: Element): string | undefined {
  const rows = elementsBelow(table, 'tr').map((row) => row.childNodes.filter(isElement));
  const width = rows[0]?.length ?? 0;
  const cells = rows.flat();
  const isPlain =
    width > 0 &&
    rows.every((row) => row.length === width) &&
    cells.every(
      (cell) =>
        !cell.attrs.some(({ name }) => /span$|^(?:class|style|id|align|bgcolor)$/.test(name)) &&
        cell.childNodes.every((node) => !isElement(node) || INLINE.has(node.tagName)),
    );
  if (!isPlain || elementsBelow(table, 'caption').length > 0) return undefined;
  const texts = rows.map((row) =>
    row.map((cell) =>
      inlineOf(cell.childNodes)
        .trim()
        .replace(/\s*\\?\n\s*/g, ' ')
        .replaceAll('|', '\\|'),
    ),
  );
  const braces = bracesOf(table);
  return [...tableLines(texts), ...(braces === '' ? [] : ['', braces])].join('\n');
}

function elementsBelow(element: Element, tagName: string): Element[] {
  return element.childNodes
    .filter(isElement)
    .flatMap((child) => (child.tagName === tagName ? [child] : elementsBelow(child, tagName)));
}

function inlineOf(nodes: readonly Node[]): string {
  return nodes.map(inlineNode).join('');
}

const MARKS: Readonly<Record<string, string>> = {
  em: '*',
  i: '*',
  strong: '**',
  b: '**',
  del: '~~',
  s: '~~',
};

function inlineNode(node: Node): string {
  if (isText(node)) return escaped(node.value.replace(/\s+/g, ' '));
  if (!isElement(node)) return '';
  const { tagName, childNodes } = node;
  const inner = inlineOf(childNodes);
  const braces = bracesOf(node);
  const mark = MARKS[tagName];
  if (mark !== undefined) {
    const [, before = '', text = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inner) ?? [];
    return text === '' ? before : `${before}${mark}${text}${mark}${braces}${after}`;
  }
  switch (tagName) {
    case 'br':
      return '\\\n';
    case 'code': {
      const text = textOf(node);
      return text.includes('`') ? `\`\` ${text} \`\`` : text.trim() === '' ? '' : `\`${text}\`${braces}`;
    }
    case 'a': {
      const href = attribute(node, 'href');
      return href === undefined || /[\s()]/.test(href)
        ? outerHtml(node)
        : `[${inner.trim()}](${href})${braces}`;
    }
    case 'img': {
      const address = attribute(node, 'src') ?? attribute(node, 'data-src');
      if (address === undefined || /^data:/.test(address)) return outerHtml(node);
      const words = bracesWords({
        id: attribute(node, 'id'),
        classes: classes(node),
        values: new Map(node.attrs.map(({ name, value }) => [name, value])),
      });
      const sizes = sizeWords(attribute(node, 'width'), attribute(node, 'height'));
      const title = attribute(node, 'title');
      return pictureText({ alt: attribute(node, 'alt') ?? '', address, title: '' }, [
        ...words.filter((word) => !/^(?:title|data-src)=/.test(word)),
        ...(title === undefined ? [] : [`title="${title}"`]),
        ...sizes,
      ]);
    }
    case 'span':
      if (inner.trim() === '') return node.attrs.length === 0 ? inner : outerHtml(node);
      return braces === '' ? inner : `[${inner}]${braces}`;
    default:
      return outerHtml(node);
  }
}

/** Returns an element's attributes in braces. */
function bracesOf(element: Element): string {
  const values = new Map(
    element.attrs
      .filter(({ name }) => !/^(?:href|src|alt|class|id|width|height|title|start)$/.test(name))
      .map(({ name, value }) => [name, value]),
  );
  return bracesText(bracesWords({ id: attribute(element, 'id'), classes: classes(element), values }));
}

/** Escapes what would be Markdown. */
function escaped(text: string): string {
  return withLiteralBraces(text.replace(/[\\`*_[\]<]/g, '\\$&'))
    .replace(/(?<=\w)\\_(?=\w)/g, '_')
    .replace(/^(\s*)([#>+-]|\d+\.)(?=\s)/, '$1\\$2');
}
