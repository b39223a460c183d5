/** Finds comments that their author means as such but Markdown does not, or ends elsewhere. */

import { formulaAt } from '../features/math/syntax.ts';
import type { CommentKind } from '../privacy/comment-marks.ts';
import { codeSpans, inside, type Span } from '../text/fences.ts';

/** A comment, by its end. */
export interface Found {
  /** Absent for HTML's own comments that end as their author expects, though after their paragraph. */
  readonly kind?: CommentKind;
  /** Offset after the comment; if it is unclosed, that of the slide's or the text's end. */
  readonly end: number;
  readonly isOpen: boolean;
}

/** Where a slide ends: a delimiter on a later slide may belong to another comment. */
const SEPARATOR = /^-{2,4}[ \t]*$/m;

/** Obsidian's delimiter, also in full width as from Chinese and Japanese keyboards. */
const PERCENT = /[%％]{2}/g;

/** `<!--` and `-->` as altered by smart dashes and full-width keyboards. */
const DASH = '[-‐-―−－]';
const CHANGED = new RegExp(`^(?!<!--)[<＜《〈] ?[!！] ?${DASH}+`);
export const CHANGED_END = new RegExp(`${DASH}+ ?[>＞》〉]`, 'g');

/** Comments in braces: CriticMarkup's, MDX's, Jinja's, Hugo's and Handlebars', each with its end. */
const BRACED: readonly (readonly [start: string, end: string])[] = [
  ['{>>', '<<}'],
  ['{/*', '*/}'],
  ['{# ', '#}'],
  ['{{/*', '*/}}'],
  ['{{!--', '--}}'],
];

/** Where any of these comments may begin. */
export const OPENING = new RegExp(
  String.raw`[%％]{2}|\{(?:>>|\/\*|# |\{\/\*|\{!--)|[<＜《〈] ?[!！] ?${DASH}`,
);

/** Where delimiters may be text: an escaped character, code between backticks, a formula. */
const SKIPPED = new RegExp(
  String.raw`\\(?![([])[\s\S]|(?<!\`)(\`+)(?!\`)[\s\S]*?(?<!\`)\1(?!\`)|[$\\]|${OPENING.source}`,
  'g',
);

/** The end of a paragraph. */
const BLANK_LINE = /\n[ \t]*(?:\n|$)/;

/** How far ahead a comment is searched for, in characters, so that long texts do not take quadratic time. */
export const LONGEST = 5000;

const LINE_END = /^[ \t]*(?:\n|$)/;

/** Returns the comment at an offset; undefined if there is none. */
export function commentAt(text: string, at: number): Found | undefined {
  const rest = text.slice(at, at + 8);
  if (/^[%％]{2}/.test(rest)) return percentAt(text, at);
  const braced = BRACED.find(([start]) => rest.startsWith(start));
  if (braced) return bracedAt(text, at, braced[1]);
  const changed = CHANGED.exec(rest)?.[0];
  if (changed !== undefined)
    return found('changed', text.slice(0, slideEnd(text, at)), {
      from: at + changed.length,
      end: CHANGED_END,
    });
  if (!rest.startsWith('<!--') || /^<!---?>/.test(rest)) return undefined;
  const end = text.indexOf('-->', at + 4);
  const slide = slideEnd(text, at);
  if (end === -1 || end > slide) return { kind: 'open', end: slide, isOpen: true };
  const outer = outerEnd(text, at, end + 3);
  return outer === end + 3 ? { end: outer, isOpen: false } : { kind: 'nested', end: outer, isOpen: false };
}

/** Finds the end of a comment in braces. Without an end on its slide, the delimiter is text. */
function bracedAt(text: string, at: number, sign: string): Found | undefined {
  const end = text.indexOf(sign, at);
  return end === -1 || end > slideEnd(text, at)
    ? undefined
    : { kind: 'braces', end: end + sign.length, isOpen: false };
}

/**
 * Finds the end of a `%%` comment. After a digit, as in `100%% sure`, none begins; inside a word only if it ends in its
 * paragraph.
 */
function percentAt(text: string, at: number): Found | undefined {
  const before = text[at - 1] ?? '';
  if (/\d/.test(before)) return undefined;
  const comment = found('percent', text.slice(0, slideEnd(text, at)), { from: at + 2, end: PERCENT });
  const isInWord = /[^\s([{*_>]/.test(before);
  return isInWord && comment.end > paragraphEnd(text, at) ? undefined : comment;
}

function slideEnd(text: string, from: number): number {
  const way = text.slice(from).search(SEPARATOR);
  return way === -1 ? text.length : from + way;
}

/** A comment that is not closed on its slide. */
export interface OpenComment {
  readonly index: number;
  readonly mark: string;
  readonly kind: CommentKind;
}

/** Returns the first comment on a slide that is not closed there. */
export function openComment(text: string): OpenComment | undefined {
  if (!/[%％]{2}|<!--/.test(text)) return undefined;
  const code = codeSpans(text);
  const pattern = new RegExp(SKIPPED);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const { 0: sign, index } = match;
    const span = code.find(({ start, end }) => index >= start && index < end);
    const formula = /^[$\\]$/.test(sign) ? formulaAt(text.slice(index)) : undefined;
    const comment = OPENING.test(sign) && !match[1] ? commentAt(text, index) : undefined;
    if (span) pattern.lastIndex = span.end;
    else if (formula) pattern.lastIndex = index + formula.raw.length;
    else if (comment?.kind && comment.isOpen) return { index, mark: sign, kind: comment.kind };
    else if (comment) pattern.lastIndex = comment.end;
  }
  return undefined;
}

function found(
  kind: CommentKind,
  text: string,
  { from, end }: { readonly from: number; readonly end: RegExp },
): Found {
  const code = codeSpans(text.slice(from)).map((span) => moved(span, from));
  const match = [...text.slice(from).matchAll(end)].find(({ index }) => !inside(from + index, code));
  return match
    ? { kind, end: from + match.index + match[0].length, isOpen: false }
    : { kind, end: text.length, isOpen: true };
}

/**
 * Returns the end of a comment that contains other comments, or code with `-->`: the `-->` that matches its start, if
 * that is in the same paragraph or ends a line. Else `plain`, the end in HTML.
 */
function outerEnd(text: string, at: number, plain: number): number {
  const code = codeSpans(text.slice(at)).map((span) => moved(span, at));
  const isPlain = !text.slice(at + 4, plain).includes('<!--') && !inside(plain - 3, code);
  if (isPlain) return plain;
  let depth = 0;
  for (const { 0: sign, index } of text.slice(at).matchAll(/<!--|-->/g)) {
    if (inside(at + index, code)) continue;
    depth += sign === '<!--' ? 1 : -1;
    if (depth > 0) continue;
    const end = at + index + sign.length;
    return end <= paragraphEnd(text, plain) || LINE_END.test(text.slice(end)) ? end : plain;
  }
  return plain;
}

/**
 * Returns whether a text begins a comment, with others or code inside, that the following text may end: then it cannot
 * be parsed independently.
 */
export function leavesCommentOpen(text: string): boolean {
  for (let at = text.indexOf('<!--'); at !== -1; ) {
    const end = text.indexOf('-->', at + 4);
    if (end === -1) return false;
    const inner = text.slice(at + 4, end);
    const isOdd = inner.includes('<!--') || (inner.match(/\n[ \t]*(?:`{3}|~{3})/g) ?? []).length % 2 === 1;
    if (isOdd && outerEnd(text, at, end + 3) === end + 3) return true;
    at = text.indexOf('<!--', end);
  }
  return false;
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** Returns the offset of the blank line after a paragraph, or of the text's end. */
export function paragraphEnd(text: string, from: number): number {
  const way = text.slice(from).search(BLANK_LINE);
  return way === -1 ? text.length : from + way;
}

/** Returns the offset of a comment that begins in a paragraph and does not end there; it interrupts the paragraph. */
export function interruption(text: string): number | undefined {
  const end = paragraphEnd(text, 0);
  const paragraph = text.slice(0, end);
  if (!OPENING.test(paragraph)) return undefined;
  const pattern = new RegExp(SKIPPED);
  for (let match = pattern.exec(paragraph); match; match = pattern.exec(paragraph)) {
    if (/^[$\\]$/.test(match[0])) {
      const formula = formulaAt(paragraph.slice(match.index));
      if (formula) pattern.lastIndex = match.index + formula.raw.length;
      continue;
    }
    const comment = OPENING.test(match[0]) && !match[1] ? commentAt(text, match.index) : undefined;
    if (!comment) continue;
    if (comment.end > end || comment.isOpen) return match.index;
    pattern.lastIndex = comment.end;
  }
  return undefined;
}
