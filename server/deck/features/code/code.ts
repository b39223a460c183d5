/**
 * Highlights the code of a slide with highlight.js, and builds numbered lines and steps in the markup that
 * reveal.js expects.
 */
import { escapeHtml } from '../../html/escape.ts';
import {
  addClass,
  attribute,
  classes,
  createElement,
  type Element,
  fillWith,
  innerHtml,
  insertAfter,
  isElement,
  isText,
  outerHtml,
  removeAttribute,
  setAttribute,
} from '../../html/tree.ts';
import { hangLine, mayBreak } from './hang-lines.ts';
import { highlightIn, isKnownLanguage } from './languages.ts';

/** What a code block uses, and what is wrong with it. */
export interface HighlightedCode {
  /** Whether the block has line numbers or steps. */
  readonly lines: boolean;
  /** The block's language, if highlight.js does not know it. */
  readonly unknownLanguage?: string;
  /** Steps that refer to a line which does not exist, and the number of the last line. */
  readonly beyond?: { readonly steps: string; readonly line: number; readonly last: number };
}

/** Language names that authors use and highlight.js lacks. */
const ALIASES: Readonly<Record<string, string>> = { text: 'plaintext', console: 'shell', none: 'plaintext' };

/**
 * Highlights a `<code>` inside a `<pre>`, in place. Steps after the first are copies of the whole block with the
 * class `fragment`, which reveal.css lays over the first (reveal.js 6.0.2, plugin/highlight).
 */
export function highlightCode(code: Element): HighlightedCode {
  const pre = code.parentNode;
  if (pre && 'tagName' in pre) addClass(pre, 'code-wrapper');
  const language = languageOf(code);
  const known = language !== undefined && isKnownLanguage(language);
  const keepMarkup = removeAttribute(code, 'data-noescape') !== undefined;
  const raw = (keepMarkup ? innerHtml(code) : literalText(code)).replace(/\n$/, '');
  const text = attribute(code, 'data-trim') === undefined ? raw : unindent(raw);
  const html = keepMarkup ? text : known ? highlightIn(language, text) : escapeHtml(text);
  const texts = text.split('\n');
  const last = texts.length;
  // An author's own tags may be of any kind, so their lines stay as they are.
  const hangs = !keepMarkup && texts.some(mayBreak);
  removeAttribute(code, 'data-trim');
  addClass(code, 'hljs');
  const steps = attribute(code, 'data-line-numbers');
  const unknown = language !== undefined && !known ? { unknownLanguage: language } : {};
  if (steps === undefined || steps === 'false') {
    const end = (i: number) => (i + 1 < last ? '\n' : '');
    const hung = () => splitHighlightedLines(html).map((each, i) => hangLine(each, texts[i] ?? '', end(i)));
    fillWith(code, hangs ? hung().join('') : html);
    return { lines: false, ...unknown };
  }
  const lines = splitHighlightedLines(html);
  const rows = hangs ? lines.map((each, i) => hangLine(each, texts[i] ?? '')) : lines;
  layOutSteps(code, rows, steps === 'true' ? '' : steps);
  const line = lineBeyond(steps, last);
  return { lines: true, ...unknown, ...(line === undefined ? {} : { beyond: { steps, line, last } }) };
}

/** Returns the text of code with tags in it as text, because reveal.js escapes them, and HTML decks rely on that. */
function literalText(code: Element): string {
  return code.childNodes
    .map((node) => {
      if (isText(node)) return node.value;
      return isElement(node) ? outerHtml(node).replaceAll('&lt;', '<').replaceAll('&amp;', '&') : '';
    })
    .join('');
}

function languageOf(code: Element): string | undefined {
  const names = classes(code).filter((name) => !['hljs', 'fragment'].includes(name));
  const prefixed = names
    .map((name) => /^(?:language|lang)-(.+)$/.exec(name)?.[1])
    .find((name) => name !== undefined);
  const bare = names.find((name) => isKnownLanguage(name));
  const name = (prefixed ?? bare ?? languageOfBlock(code))?.toLowerCase();
  return name === undefined ? undefined : (ALIASES[name] ?? name);
}

/** Languages whose names are common words, and so may be ordinary classes. */
const WORDS: ReadonlySet<string> = new Set('basic box clean fix go less step tap'.split(' '));

/** Returns the language in Pandoc's `{.python}`, which is a class of the block. */
function languageOfBlock({ parentNode: pre }: Element): string | undefined {
  if (!pre || !('tagName' in pre)) return undefined;
  return classes(pre).find((name) => !WORDS.has(name) && isKnownLanguage(name));
}

/** Removes blank lines around a text, and the indentation that all its lines share. */
function unindent(text: string): string {
  const lines = text.trimEnd().split('\n');
  const firstLine = lines.findIndex((line) => line.trim() !== '');
  const kept = lines.slice(Math.max(0, firstLine));
  const indents = kept
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return kept.map((line) => line.slice(indent)).join('\n');
}

function layOutSteps(code: Element, lines: readonly string[], steps: string): void {
  const first = Number.parseInt(attribute(code, 'data-ln-start-from') ?? '1', 10) || 1;
  const index = removeAttribute(code, 'data-fragment-index');
  const [own = '', ...later] = steps.split('|').map((step) => step.trim());
  let before: Element = code;
  for (const [i, step] of later.entries()) {
    const copy = createElement(
      'code',
      Object.fromEntries(code.attrs.map(({ name, value }) => [name, value])),
    );
    removeAttribute(copy, 'id');
    addClass(copy, 'fragment');
    if (index !== undefined) setAttribute(copy, 'data-fragment-index', String(Number(index) + i));
    fillStep(copy, lines, first, step);
    insertAfter(before, copy);
    before = copy;
  }
  fillStep(code, lines, first, own);
}

function fillStep(code: Element, lines: readonly string[], first: number, step: string): void {
  const bright = decodeLines(step);
  setAttribute(code, 'data-line-numbers', step);
  if (bright.length > 0) addClass(code, 'has-highlights');
  const rows = lines.map((line, i) => {
    const n = first + i;
    const open = bright.some(([from, to]) => i + 1 >= from && i + 1 <= to)
      ? '<tr class="highlight-line">'
      : '<tr>';
    const number = `<div class="hljs-ln-n" data-line-number="${n}"></div>`;
    return (
      `${open}<td class="hljs-ln-line hljs-ln-numbers" data-line-number="${n}">${number}</td>` +
      `<td class="hljs-ln-line hljs-ln-code" data-line-number="${n}">${line === '' ? '\n' : line}</td></tr>`
    );
  });
  fillWith(code, `<table class="hljs-ln" role="presentation"><tbody>${rows.join('')}</tbody></table>`);
}

/** Parses `1,4-8` to ranges of lines, both ends included. */
export function decodeLines(step: string): readonly (readonly [number, number])[] {
  return step
    .split(',')
    .map((part) => /^\s*(\d+)\s*(?:-\s*(\d*)\s*)?$/.exec(part))
    .filter((match) => match !== null)
    .map(([, from, to]) => [Number(from), to ? Number(to) : Number(from)] as const);
}

/** Returns the first line that the steps refer to and that code with `last` lines does not have. */
function lineBeyond(steps: string, last: number): number | undefined {
  return steps
    .split('|')
    .flatMap(decodeLines)
    .flat()
    .find((line) => line < 1 || line > last);
}

/** Splits highlighted HTML into lines; spans that cross a line end are closed and reopened. */
export function splitHighlightedLines(html: string): string[] {
  const open: string[] = [];
  return html.split('\n').map((line) => {
    const reopened = open.join('');
    for (const [tag] of line.matchAll(/<\/?[a-z][^>]*>/g)) {
      if (tag.startsWith('</')) open.pop();
      else open.push(tag);
    }
    const closing = open.map((tag) => `</${/[a-z][\w-]*/.exec(tag)?.[0] ?? 'span'}>`).reverse();
    return reopened + line + closing.join('');
  });
}
