/** Finds include lines in Markdown: `<!-- include: intro.md#2,5-7 -->`, a comment on a line of its own. */
import { blockTokens } from '../markdown/markdown.ts';
import { lineEnds } from '../text/text.ts';

/** An include line. Columns are those of its line. */
export interface IncludeLine {
  /** The path as written, such as `../shared/intro.md`. */
  readonly path: string;
  /** The picked slides in the wanted order; undefined for all slides. */
  readonly picks: readonly Pick[] | undefined;
  /** Column of the path, from 1. */
  readonly column: number;
}

/** Picked slides: a range of numbers, from 1 and both ends included, or a slide's id. */
export type Pick = { readonly column: number; readonly text: string } & (
  | { readonly from: number; readonly to: number }
  | { readonly id: string }
);

/** A part of a text: an include line, or the text between two of them. */
export interface Stretch {
  readonly text: string;
  /** The number of lines before it. */
  readonly line: number;
  readonly include: IncludeLine | undefined;
}

/** The beginning of an include line. */
const HINT = /<!--[ \t]*include[ \t]*:/;

const COMMENT = /^( {0,3}<!--[ \t]*include[ \t]*:[ \t]*)(\S.*?)[ \t]*-->\s*$/;

/** Comments that set nothing on their slide. */
const REMARK = /<!--(?!\s*(?:\.|check\b))[\s\S]*?-->/g;

/** Matches the content of an include comment that was not followed, for a warning. */
export const MISPLACED = /^\s*include\s*:/;

/** Returns whether a text may contain an include line; a fast check that most texts fail. */
export function mayInclude(text: string): boolean {
  return text.includes('<!--') && HINT.test(text);
}

/** Splits a text at its include lines, in order; returns undefined if it has none. */
export function stretchesOf(text: string): Stretch[] | undefined {
  if (!mayInclude(text)) return undefined;
  const stretches: Stretch[] = [];
  let line = 0;
  let before = '';
  let from = 0;
  for (const { type, raw } of blockTokens(text)) {
    const include = type === 'html' ? decodeInclude(raw) : undefined;
    const next = line + lineEnds(raw);
    if (include) {
      stretches.push({ text: before, line: from, include: undefined }, { text: raw, line, include });
      before = '';
      from = next;
    } else before += raw;
    line = next;
  }
  if (stretches.length === 0) return undefined;
  return [...stretches, { text: before, line: from, include: undefined }];
}

/** Returns whether there is nothing but include lines, blank lines and comments that set nothing. */
export function standsAlone(stretches: readonly Stretch[]): boolean {
  return stretches.every(({ text, include }) => include || text.replace(REMARK, '').trim() === '');
}

function decodeInclude(raw: string): IncludeLine | undefined {
  const [, opening = '', value = ''] = COMMENT.exec(raw) ?? [];
  if (value === '') return undefined;
  const hash = value.lastIndexOf('#');
  const column = opening.length + 1;
  if (hash === -1) return { path: value, picks: undefined, column };
  let at = column + hash + 1;
  const picks = value
    .slice(hash + 1)
    .split(',')
    .map((item) => {
      const pick = decodePick(item.trim(), at + item.length - item.trimStart().length);
      at += item.length + 1;
      return pick;
    });
  return { path: value.slice(0, hash).trimEnd(), picks, column };
}

function decodePick(text: string, column: number): Pick {
  const [, first, dash, last] = /^(\d+)(-(\d*))?$/.exec(text) ?? [];
  if (first === undefined) return { text, column, id: text };
  const from = Number(first);
  return {
    text,
    column,
    from,
    to: dash === undefined ? from : last ? Number(last) : Number.POSITIVE_INFINITY,
  };
}
