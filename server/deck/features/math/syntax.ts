/** Finds math in text before Markdown eats its underscores; the TeX is typeset later, where there is any. */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { escapeHtml } from '../../html/escape.ts';
import { attribute, type Element, elements, textOf } from '../../html/tree.ts';
import type { Formula } from './tex.ts';

/** Attribute of the placeholder that holds TeX: `inline` or `display`. */
export const MATH_ATTRIBUTE = 'data-math';

/** One formula at the start of a text. */
export interface WrittenFormula extends Formula {
  /** With its delimiters. */
  readonly raw: string;
}

type MathToken = Tokens.Generic & WrittenFormula;

/**
 * Longest formula in characters, and how far one is looked for: far more than fits a slide, and it keeps long text from
 * costing the square of its length.
 */
const LONGEST = 5000;

/**
 * As in Pandoc, a `$` opens before a non-space and closes after one and before no digit, so prices stay text; nor
 * before what follows one shell variable and begins the next, as in `$HOME/$USER`.
 */
const DOLLARS = /^\$(?![\s$])((?:\\.|[^\\$])*?(?:\\.|[^\\$\s"]))\$(?![\dA-Z_({])/;
const VARIABLE = /^\w+[:/]$/;

/** What goes on in the next line is a formula where it has a sign of one. */
const LINES_OF_TEXT = /^[^\\^_=]*\n[^\\^_=]*$/;

/** A reference to an equation, which MathJax finds among words, too; TeX's authors tie it to the word before by `~`. */
const EQUATION = /^~?\\(?:eq)?ref\{[^{}\n]+\}/;

/** Environments that are formulas of their own, as MathJax takes them without other delimiters. */
const ENVIRONMENT = /^\\begin\{((?:equation|align|alignat|gather|CD)\*?)\}[\s\S]*?\\end\{\1\}/;

/** `$…$`, `$$…$$`, `\(…\)`, `\[…\]` or an environment at the start of a text, with one backslash or the two that reveal.js's users write. */
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

/** Where a formula may begin. */
const OPENING = /\$|\\{1,2}[([]|~?\\(?:eq)?ref\{|\\begin\{/;

/**
 * A comment, with the command that it stands behind; or what may hold a percent sign that begins none: `\\verb`, an address,
 * an escaped character (KaTeX 0.19, Lexer and its `url` arguments).
 */
const TEX_TOKEN =
  /\\verb\*?([^a-zA-Z*\s]).*?\1|\\(?:href|url)\s*\{(?:[^{}]|\{[^{}]*\})*\}|(\\[a-zA-Z@]+)?(%[^\n]*\n?)|\\[\s\S]/g;

/** TeX without its comments, which KaTeX would keep in what it tells screen readers. */
export function withoutTexComments(tex: string): string {
  if (!tex.includes('%')) return tex;
  return tex.replace(TEX_TOKEN, (token, _sign, command?: string, comment?: string) =>
    // A command ends at the blank, which TeX swallows.
    comment === undefined ? token : command === undefined ? '' : `${command} `,
  );
}

/** The placeholder for a formula, as HTML; only a block of its own may be one, since a paragraph holds no blocks. */
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
    // Only the tokenizer above makes tokens of this type.
    renderer: (token) => mathPlaceholder(token as MathToken, level === 'block' ? 'div' : 'span'),
  };
}

/** Display math that has its lines to itself. */
function blockFormula(source: string): WrittenFormula | undefined {
  const indent = /^ {0,3}(?=\$\$|\\{1,2}\[|\\begin\{)/.exec(source)?.[0];
  if (indent === undefined) return undefined;
  const formula = formulaAt(source.slice(indent.length));
  if (!formula) return undefined;
  const rest = /^[ \t]*(?:\n|$)/.exec(source.slice(indent.length + formula.raw.length, LONGEST))?.[0];
  return rest === undefined ? undefined : { ...formula, raw: indent + formula.raw + rest };
}

/** ```` ```math ````, as on GitHub. */
function fencedFormula(source: string): WrittenFormula | undefined {
  const [raw, tex] = /^```math[ \t]*\n([\s\S]+?)\n```[ \t]*(?:\n|$)/.exec(source.slice(0, LONGEST)) ?? [];
  return raw && tex?.trim() ? { raw, tex: tex.trim(), display: true } : undefined;
}

/** `` `$$…$$` ``, which reveal.js's guide teaches. */
function quotedFormula(source: string): WrittenFormula | undefined {
  const [raw, tex] = /^`\$\$([^`]+)\$\$`(?!`)/.exec(source.slice(0, LONGEST)) ?? [];
  return raw && tex?.trim() ? { raw, tex: tex.trim(), display: true } : undefined;
}

/**
 * Where in a paragraph a block of math interrupts it: at a line's start. marked asks with the text behind the paragraph's
 * first character; what it finds behind the paragraph's end interrupts nothing.
 */
function interruption(source: string, pattern: RegExp): number {
  const at = source.slice(0, LONGEST).search(pattern);
  return at === -1 ? -1 : at + 1;
}

/** The formulas of a slide that is not typeset. */
export function formulasOf(section: Element): Formula[] {
  return elements(section).flatMap((element) => {
    const kind = attribute(element, MATH_ATTRIBUTE);
    return kind === undefined ? [] : [{ tex: textOf(element), display: kind === 'display' }];
  });
}

/** Extensions of marked that find math in Markdown. */
export const mathExtensions: TokenizerAndRendererExtension[] = [
  extension(
    'mathBlock',
    'block',
    (s) => interruption(s, /\n {0,3}(?:\$\$|\\{1,2}\[|\\begin\{)/),
    blockFormula,
  ),
  extension('mathFence', 'block', (s) => interruption(s, /\n```math/), fencedFormula),
  extension('mathQuoted', 'inline', (s) => s.slice(0, LONGEST).indexOf('`$$'), quotedFormula),
  // `\[` alone is how Markdown escapes a bracket.
  extension(
    'mathInline',
    'inline',
    (s) => s.slice(0, LONGEST).search(OPENING),
    (s) => (s.startsWith('\\[') ? undefined : formulaAt(s)),
  ),
];

/** Blots formulas out, at the same length, where Markdown looks for emphasis. */
export function maskMath(source: string): string {
  if (!OPENING.test(source)) return source;
  return splitMath(source)
    .map((part) => (typeof part === 'string' ? part : 'a'.repeat(part.raw.length)))
    .join('');
}

/** A text as what is between formulas, and the formulas. */
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
