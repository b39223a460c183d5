/** Writes code of a page as a fence. */
import { isKnownLanguage } from '../../../deck/features/code/languages.ts';
import { attribute, classes, type Element, isElement, textOf } from '../../../deck/html/tree.ts';
import { bracesWords } from '../../text/attributes/braces.ts';
import { fenced } from '../../text/backticks.ts';
import { stepsText } from '../../text/code-steps.ts';
import { bracesText } from '../../text/picture-text.ts';

/** Writes the code in a `<pre>`. */
export function codeOf(pre: Element): string {
  const code = pre.childNodes.filter(isElement).find(({ tagName }) => tagName === 'code') ?? pre;
  const text = dedent(textOf(code).replace(/^\s*\n|\s+$/g, ''));
  const bright = attribute(code, 'data-line-numbers');
  // Pandoc numbers lines by a counter, which begins before the first one.
  const counter = /counter-reset:\s*source-line\s+(-?\d+)/.exec(attribute(code, 'style') ?? '')?.[1];
  const isNumbered = bright !== undefined || classes(pre).includes('numberSource');
  const first =
    attribute(code, 'data-ln-start-from') ??
    (counter === undefined ? undefined : String(Number(counter) + 1));
  const steps = stepsText({
    steps: bright === undefined || bright === '' || bright === 'true' ? undefined : bright,
    isNumbered,
    first: first === undefined ? undefined : Number(first),
    lines: text.split('\n').length,
  });
  const braces = bracesWords({
    id: attribute(pre, 'id'),
    classes: classes(pre).filter((name) => /^(?:fragment|r-stretch|fade-.*|current-visible)$/.test(name)),
    values: new Map(pre.attrs.map(({ name, value }) => [name, value])),
  });
  return fenced(text, `${languageOf(code, pre)}${steps}${braces.length > 0 ? ` ${bracesText(braces)}` : ''}`);
}

/** What highlighters and exporters write before the name of a language. */
const PREFIX = /^(?:language-|lang-|hljs-|src-|hl-|highlight-|source-|brush:)/i;

/** Returns the language that classes name: one that is known, or that a class says to be one. */
function languageOf(code: Element, pre: Element): string {
  const around = pre.parentNode && isElement(pre.parentNode) ? classes(pre.parentNode) : [];
  const names = [...classes(code), ...classes(pre), ...around];
  const bare = names.map((name) =>
    name
      .replace(PREFIX, '')
      .replace(/^i?python[23]$/i, 'python')
      .replace(/^(?:emacs-lisp|elisp)$/i, 'lisp'),
  );
  const known = bare.find((name) => isKnownLanguage(name) || /^(?:mermaid|dot|graphviz)$/i.test(name));
  const said = names.find((name) => /^lang(?:uage)?-(?!none$|no-?highlight$)[a-z][\w+-]*$/i.test(name));
  return known ?? said?.replace(PREFIX, '') ?? '';
}

/** Returns a text without the blanks that all of its lines begin with. */
export function dedent(text: string): string {
  const indents = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const least = Math.min(...indents);
  return Number.isFinite(least) && least > 0 ? text.replace(new RegExp(`^[ \\t]{${least}}`, 'gm'), '') : text;
}
