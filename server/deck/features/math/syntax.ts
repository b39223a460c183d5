/** Finds formulas in text before Markdown interprets their underscores. They are typeset later. */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { escapeHtml } from '../../html/escape.ts';
import { attribute, type Element, elements, textOf } from '../../html/tree.ts';
import type { Formula } from './tex.ts';

/** The attribute of a formula's placeholder: `inline` or `display`. The TeX is the placeholder's text. */
export const MATH_ATTRIBUTE = 'data-math';

/** A formula at the start of a text. */
export interface WrittenFormula extends Formula {
  /** The source, including delimiters. */
  readonly raw: string;
}

type MathToken = Tokens.Generic & WrittenFormula;

/**
 * The maximum length of a formula, and the distance up to which one is searched for, in characters: far more than
 * fits a slide. Without it, long text would take quadratic time.
 */
const LONGEST = 5000;

/**
 * As in Pandoc, `$` opens before a non-space, and closes after one and not before a digit, so that prices stay
 * text; nor before what may begin another shell variable, as in `$HOME/$USER`.
 */
const DOLLARS = /^\$(?![\s$])((?:\\.|[^\\$])*?(?:\\.|[^\\$\s"]))\$(?![\dA-Z_({])/;
const VARIABLE = /^\w+[:/]$/;

/** Text that spans two lines is a formula only if it contains `\`, `^`, `_` or `=`. */
const LINES_OF_TEXT = /^[^\\^_=]*\n[^\\^_=]*$/;

/** A reference to an equation, which MathJax also finds in text; a `~` before it is a non-breaking space. */
const EQUATION = /^~?\\(?:eq)?ref\{[^{}\n]+\}/;

/** Environments that MathJax accepts as formulas without other delimiters. */
const ENVIRONMENT = /^\\begin\{((?:equation|align|alignat|gather|CD)\*?)\}[\s\S]*?\\end\{\1\}/;

/**
 * Returns the formula at the start of a text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, an environment or a reference.
 * Brackets may have one backslash or the two that reveal.js's users write.
 */
export function formulaAt(text: string): WrittenFormula | undefined {
  const reference = EQUATION.exec(text)?.[0];
  if (reference !== undefined) return { raw: reference, tex: reference, display: false };
  if (text.startsWith('\\begin{')) {
    const raw = ENVIRONMENT.exec(text.slice(0, LONGEST))?.[0];
    return raw === undefined || BLANK_LINE.test(raw) ? undefined : { raw, tex: raw, display: true };
  }
  if (text.startsWith('$$')) return delimited(text, ['$$', '$$'], true);
  if (text.startsWith('$')) {
    const [raw, tex] = DOLLARS.exec(text.slice(0, LONGEST)) ?? [];
    if (!raw || !tex || VARIABLE.test(tex) || LINES_OF_TEXT.test(tex) || BLANK_LINE.test(tex))
      return undefined;
    return { raw, tex, display: false };
  }
  const [, slashes = '', bracket] = /^(\\{1,2})([([])/.exec(text) ?? [];
  if (bracket === '(') return delimited(text, [`${slashes}(`, `${slashes})`], false);
  if (bracket === '[') return delimited(text, [`${slashes}[`, `${slashes}]`], true);
  return undefined;
}

const BLANK_LINE = /\n[ \t]*\n/;

function delimited(
  text: string,
  [open, close]: readonly [string, string],
  display: boolean,
): WrittenFormula | undefined {
  const end = text.slice(0, LONGEST).indexOf(close, open.length);
  const tex = text.slice(open.length, end);
  if (end === -1 || tex.trim() === '' || BLANK_LINE.test(tex)) return undefined;
  return { raw: text.slice(0, end + close.length), tex: tex.trim(), display };
}

/** The possible beginning of a formula. */
const OPENING = /\$|\\{1,2}[([]|~?\\(?:eq)?ref\{|\\begin\{/;

/**
 * A comment with the command before it; or a token that may contain a percent sign without beginning a comment:
 * `\\verb`, an address, an escaped character (KaTeX 0.19, Lexer and its `url` arguments).
 */
const TEX_TOKEN =
  /\\verb\*?([^a-zA-Z*\s]).*?\1|\\(?:href|url)\s*\{(?:[^{}]|\{[^{}]*\})*\}|(\\[a-zA-Z@]+)?(%[^\n]*\n?)|\\[\s\S]/g;

/** Returns TeX without its comments, which KaTeX would keep in the text for screen readers. */
export function withoutTexComments(tex: string): string {
  if (!tex.includes('%')) return tex;
  return tex.replace(TEX_TOKEN, (token, _sign, command?: string, comment?: string) =>
    // A command needs a space at its end, which TeX ignores.
    comment === undefined ? token : command === undefined ? '' : `${command} `,
  );
}

/** Words within a formula, in which an underscore is often meant. */
const TEX_WORDS =
  /\\(?:text\w*|math(?:rm|tt|it|sf)|operatorname|mbox|ref|eqref|label|tag|url|href)\*?\s*\{(?:[^{}]|\{[^{}]*\})*\}/;

/** Backslashes that no formula has for itself: before an index, before a star of an environment, or four for two. */
const MARKDOWN_ESCAPES =
  /\\{4}|\\_[\\{]|[})]\\_|\\[A-Za-z]+\\_|(?<![A-Za-z])[A-Za-z]\\_[A-Za-z\d](?![A-Za-z\d])|\^\\\*|\\\*\}/;

/** Its matches, one after the other; words stay as they are. */
const EACH_ESCAPE = new RegExp(`${TEX_WORDS.source}|\\\\{4}|\\\\{2}(?=[,;:!{}|])|\\\\[_*]`, 'g');

/**
 * Returns TeX as reveal.js's Markdown would hand it to its math plugins, where an author escaped it for that:
 * `\int\_{a}` and `x \\\\ y`.
 */
export function withoutMarkdownEscapes(tex: string): string {
  if (!tex.includes('\\') || !MARKDOWN_ESCAPES.test(tex.replace(new RegExp(TEX_WORDS, 'g'), ''))) return tex;
  return tex.replace(EACH_ESCAPE, (found) =>
    found.startsWith('\\\\')
      ? found.slice(found.length / 2)
      : /^\\[_*]$/.test(found)
        ? found.slice(1)
        : found,
  );
}

/**
 * Returns the HTML of a formula's placeholder. `tag` is `div` only for a formula that is a block, since a
 * paragraph may not contain one.
 */
export function mathPlaceholder({ tex, display }: Formula, tag: 'div' | 'span' = 'span'): string {
  return `<${tag} ${MATH_ATTRIBUTE}="${display ? 'display' : 'inline'}">${escapeHtml(withoutTexComments(tex).trim())}</${tag}>`;
}

function extension(
  name: string,
  level: 'block' | 'inline',
  start: (source: string) => number,
  find: (source: string) => WrittenFormula | undefined,
): TokenizerAndRendererExtension {
  return {
    name,
    level,
    start: (source) => {
      const at = start(source);
      return at === -1 ? undefined : at;
    },
    tokenizer: (source) => {
      const formula = find(source);
      return formula && { type: name, ...formula };
    },
    // Only the tokenizer above creates tokens of this type.
    renderer: (token) => {
      const { tex, display, raw } = token as MathToken;
      const plain = raw.startsWith('`') ? tex : withoutMarkdownEscapes(tex);
      return mathPlaceholder({ tex: plain, display }, level === 'block' ? 'div' : 'span');
    },
  };
}

/** Parses a display formula on lines of its own. */
function blockFormula(source: string): WrittenFormula | undefined {
  const indent = /^ {0,3}(?=\$\$|\\{1,2}\[|\\begin\{)/.exec(source)?.[0];
  if (indent === undefined) return undefined;
  const formula = formulaAt(source.slice(indent.length));
  if (!formula) return undefined;
  const rest = /^[ \t]*(?:\n|$)/.exec(source.slice(indent.length + formula.raw.length, LONGEST))?.[0];
  return rest === undefined ? undefined : { ...formula, raw: indent + formula.raw + rest };
}

/** Parses a ```` ```math ```` fence, as on GitHub. */
function fencedFormula(source: string): WrittenFormula | undefined {
  const [raw, tex] = /^```math[ \t]*\n([\s\S]+?)\n```[ \t]*(?:\n|$)/.exec(source.slice(0, LONGEST)) ?? [];
  return raw && tex?.trim() ? { raw, tex: tex.trim(), display: true } : undefined;
}

/** Parses `` `$$…$$` ``, which reveal.js's documentation recommends. */
function quotedFormula(source: string): WrittenFormula | undefined {
  const [raw, tex] = /^`\$\$([^`]+)\$\$`(?!`)/.exec(source.slice(0, LONGEST)) ?? [];
  return raw && tex?.trim() ? { raw, tex: tex.trim(), display: true } : undefined;
}

/**
 * Returns where a block formula interrupts a paragraph: at the start of a line. marked passes the text after the
 * paragraph's first character, and ignores matches after the paragraph's end.
 */
function interruption(source: string, pattern: RegExp): number {
  const at = source.slice(0, LONGEST).search(pattern);
  return at === -1 ? -1 : at + 1;
}

/** Returns the formulas of a slide that is not typeset yet. */
export function formulasOf(section: Element): Formula[] {
  return elements(section).flatMap((element) => {
    const kind = attribute(element, MATH_ATTRIBUTE);
    return kind === undefined ? [] : [{ tex: textOf(element), display: kind === 'display' }];
  });
}

/** marked extensions that find formulas in Markdown. */
export const mathExtensions: TokenizerAndRendererExtension[] = [
  extension(
    'mathBlock',
    'block',
    (s) => interruption(s, /\n {0,3}(?:\$\$|\\{1,2}\[|\\begin\{)/),
    blockFormula,
  ),
  extension('mathFence', 'block', (s) => interruption(s, /\n```math/), fencedFormula),
  extension('mathQuoted', 'inline', (s) => s.slice(0, LONGEST).indexOf('`$$'), quotedFormula),
  // In Markdown, `\[` is an escaped bracket.
  extension(
    'mathInline',
    'inline',
    (s) => s.slice(0, LONGEST).search(OPENING),
    (s) => (s.startsWith('\\[') ? undefined : formulaAt(s)),
  ),
];

/** Replaces formulas by letters of the same length, for Markdown's search for emphasis. */
export function maskMath(source: string): string {
  if (!OPENING.test(source)) return source;
  return splitMath(source)
    .map((part) => (typeof part === 'string' ? part : 'a'.repeat(part.raw.length)))
    .join('');
}

/** Splits a text into formulas and the text between them. */
export function splitMath(text: string): (string | WrittenFormula)[] {
  const parts: (string | WrittenFormula)[] = [];
  let plain = '';
  let rest = text;
  for (;;) {
    const at = rest.search(OPENING);
    if (at === -1) break;
    const formula = rest[at - 1] === '\\' ? undefined : formulaAt(rest.slice(at));
    const skipped = formula ? at : at + 1;
    plain += rest.slice(0, skipped);
    rest = rest.slice(skipped);
    if (!formula) continue;
    parts.push(plain, formula);
    plain = '';
    rest = rest.slice(formula.raw.length);
  }
  parts.push(plain + rest);
  return parts.filter((part) => part !== '');
}
