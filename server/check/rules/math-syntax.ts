/** Reports formulas that are shown as TeX with dollars. */

import { MATH_ATTRIBUTE } from '../../deck/features/math/syntax.ts';
import { attribute, isElement, type Text } from '../../deck/html/tree.ts';
import { tornFormulas } from '../../deck/markdown/torn-cells.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { codeSpans, inside } from '../../deck/text/fences.ts';
import { type CheckedDeck, type CheckedSlide, onSlide } from '../deck/checked-deck.ts';
import { shownTexts } from '../deck/shown-text.ts';
import { texPattern, texRemedy } from '../deck/tex-remedies.ts';

/** A mistake in a text, and words at its place in the source. */
interface Slip {
  readonly reason: string;
  readonly hint: string;
  readonly near: readonly string[];
}

export function* mathSyntax({ slides, settings }: CheckedDeck): Iterable<Diagnostic> {
  const tex = texPattern(Object.keys(settings.macros ?? {}).map((name) => name.slice(1)));
  for (const slide of slides) {
    if (slide.slide.format === 'markdown' && settings.markdown === '2013') continue;
    for (const { reason, hint, near } of [...tornRows(slide), ...slipsIn(slide, tex)])
      yield onSlide(slide, { rule: 'math-syntax', reason, hint }, ...near);
  }
}

function* slipsIn({ slide: { source }, section }: CheckedSlide, tex: RegExp): Iterable<Slip> {
  const texts = shownTexts(section);
  const marks = texts.flatMap((node, i) =>
    [...node.value.matchAll(/(?<!\$)\$\$(?!\$)/g)].map(({ index }) => ({ i, index })),
  );
  let told = -1;
  for (const [i, node] of texts.entries()) {
    const at = marks.findIndex((mark) => mark.i === i);
    if (i <= told) continue;
    const mark = marks[at];
    if (mark) {
      const end = marks[at + 1];
      const between = texts.slice(i, (end?.i ?? i) + 1);
      // A price, or a comparison of prices.
      if (!between.some(({ value }) => /[\\^_=+]/.test(value))) continue;
      yield end && end.i > i ? partedFormula(node.value, mark.index) : openFormula(node.value, mark.index);
      // Everything between the two belongs to it.
      told = end?.i ?? texts.length;
      continue;
    }
    const slip =
      bracketSlip(node.value, source) ?? dollarSlip(node.value) ?? texSlip(node.value, tex) ?? tieSlip(node);
    if (slip) yield slip;
  }
}

function partedFormula(text: string, at: number): Slip {
  return {
    reason: 'the formula that `$$` begins here is shown as text: a blank line, or another block, parts it',
    hint: 'Remove blank lines between the two `$$`; a line of its own is `\\\\` within `aligned`.',
    near: aroundOf(text, at),
  };
}

function openFormula(text: string, at: number): Slip {
  return {
    reason: 'the `$$` here is shown as text: it begins or ends no formula',
    hint: 'A formula stands between two `$$`; where the signs are meant, write `\\$\\$`.',
    near: aroundOf(text, at),
  };
}

/** Returns words by which a mark is found: with the following text, as far as Markdown leaves it unchanged. */
function aroundOf(text: string, at: number): string[] {
  const behind = /^\$\$\s*[^\s*_<>&]*/.exec(text.slice(at))?.[0] ?? '$$';
  return [behind, '$$'];
}

/** Detects `\\[` that begins no formula; otherwise it is an escaped bracket of Markdown. */
function bracketSlip(text: string, source: string): Slip | undefined {
  const inner = /\[([^[\]]+)/.exec(text)?.[1] ?? '';
  const isParted = /^[ \t]*\n/.test(inner);
  const isWhole = /[\\^_]/.test(inner) && source.includes(`\\[${inner}\\]`);
  if (!isWhole && !(isParted && source.includes(`\\[${inner}`))) return undefined;
  return {
    reason: 'the formula that `\\[` begins here is shown as text',
    hint: 'It begins on a line of its own, and holds no blank line; among words write `$…$`.',
    near: [`\\[${inner}`],
  };
}

/** A character without which text between two dollars is hardly a formula. */
const SIGN = String.raw`[^$\n]*(?:\\[a-zA-Z]|[\^=])[^$\n]*`;
/** Excludes prices, `US$ 5`, and shell variables, `$PATH=$HOME`, by the character after the formula. */
const BLANKS = new RegExp(
  String.raw`(?<![\w$])\$(?:[ \t]+(${SIGN}?)[ \t]*|(?=\S)(${SIGN}?)[ \t]+)\$(?![ \t]*\d|[\w({$])`,
);
const CLOSE = new RegExp(String.raw`(?<![\w$])\$(?=[^\s$])(${SIGN})(?<![\s=/:+,~^])\$(?=[\dA-Z_({])`);

function dollarSlip(text: string): Slip | undefined {
  const [spaced, ...inner] = BLANKS.exec(text) ?? [];
  if (spaced !== undefined) {
    return {
      reason: `\`${spaced}\` is shown as text: a blank stands behind its first dollar, or before its last`,
      hint: `Write \`$${(inner[0] ?? inner[1] ?? '').trim()}$\`.`,
      near: [spaced, '$'],
    };
  }
  const [tight, formula = ''] = CLOSE.exec(text) ?? [];
  if (tight === undefined) return undefined;
  return {
    reason: `\`${tight}\` is shown as text: behind its last dollar there is a digit, a capital or a bracket`,
    hint: `Write \`\\(${formula}\\)\`, which may stand before anything.`,
    near: [tight, '$'],
  };
}

function texSlip(text: string, pattern: RegExp): Slip | undefined {
  const found = pattern.exec(text)?.[0];
  if (found === undefined) return undefined;
  const reason = `\`${found}\` stands outside of a formula, and is shown as text`;
  return { reason, hint: texRemedy(found), near: [found, /^\\[a-zA-Z]+/.exec(found)?.[0] ?? ''] };
}

/** TeX's non-breaking space after an abbreviation. */
const TIE = /(?:^|[\s(])((?:[Ee]qs?|[Ff]igs?|[Tt]abs?|[Ss]ecs?|[Cc]h|[Pp]|[Nn]o|[Dd]r|[Pp]rof)\.~)\S/;

function tieSlip(node: Text): Slip | undefined {
  const next = node.parentNode?.childNodes[node.parentNode.childNodes.indexOf(node) + 1];
  const isFormula = next && isElement(next) && attribute(next, MATH_ATTRIBUTE) !== undefined;
  const tie = TIE.exec(node.value)?.[1] ?? (isFormula ? /[\p{L}.)]+~$/u.exec(node.value)?.[0] : undefined);
  if (tie === undefined) return undefined;
  const hint =
    'Write a blank, or `&nbsp;` for one at which no line breaks; `~` is that before `\\ref` and `\\eqref`.';
  return { reason: `the \`~\` of \`${tie}\` is shown as it is`, hint, near: [tie, '~'] };
}

/** The delimiter row below a table's head. */
const RULE = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** Yields formulas in table rows that a bar splits. */
function* tornRows({ slide: { source, format } }: CheckedSlide): Iterable<Slip> {
  if (format !== 'markdown' || !source.includes('$')) return;
  const code = codeSpans(source);
  let offset = 0;
  let isTable = false;
  const lines = source.split('\n');
  for (const [i, line] of lines.entries()) {
    isTable = line.includes('|') && (isTable || RULE.test(lines[i + 1] ?? ''));
    if (isTable && !inside(offset, code)) {
      for (const formula of tornFormulas(line)) {
        const hint =
          'Write `\\vert` for it, or `\\lvert` and `\\rvert`: `$\\lvert x \\rvert$`; or `\\mid` between the two.';
        const reason = `a bar in \`${formula}\` parts the cells of this table, and the formula`;
        yield { reason, hint, near: [formula] };
      }
    }
    offset += line.length + 1;
  }
}
