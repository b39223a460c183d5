/**
 * Finds notes and hidden parts, in HTML or between colons, that begin on one slide and end on a later one. They are
 * private up to their end.
 */

import { COLON, QUOTE_START } from '../foreign/foreign-notes.ts';
import { CHANGED_END, openComment } from '../markdown/find-comments.ts';
import type { CommentKind } from '../privacy/comment-marks.ts';
import { codeSpans, inside } from '../text/fences.ts';
import { lineEnds, onlyLineEnds } from '../text/text.ts';
import type { Piece } from './split-tokens.ts';

/** A piece without what an earlier piece makes private. */
export interface Covered {
  readonly piece: Piece;
  /** Whether the whole piece is private. */
  readonly isPrivate: boolean;
  /** The marker and line of the private part that begins on this piece and ends on a later one. */
  readonly begins?: { readonly mark: string; readonly line: number };
}

/** A private part that a text leaves open. */
interface Kind {
  readonly mark: string;
  readonly index: number;
  /** Returns the offset at which the part ends in a later text; −1 if it does not end there. */
  readonly endIn: (text: string) => number;
}

/** What each private part begins with. */
const SIGN = new RegExp(`<|[%％]{2}|${COLON}{3}`, 'u');
const TAG = /<([a-z][\w-]*)(?:\s[^<>]*)?>/gi;
const PRIVATE_TAG =
  /^<(?:(?:speaker-|presenter-)?notes?[\s>]|[^>]*\s(?:data-visibility\s*=\s*["']?\s*hidden\b|class\s*=\s*(?:"[^"]*\b|'[^']*\b|)(?:speaker-|presenter-)?notes\b))/i;
const CONTAINER = new RegExp(
  `${QUOTE_START}${COLON}{3,}[ \\t]*(?:\\{[^}\\n]*?\\.?)?(?:speaker-|presenter-)?notes?\\b`,
  'gimu',
);
const ANY_CONTAINER = new RegExp(`${QUOTE_START}${COLON}{3,}[ \\t]*\\S`, 'gmu');
const CONTAINER_END = new RegExp(`${QUOTE_START}${COLON}{3,}[ \\t]*$`, 'gmu');

/**
 * Removes from each piece what is private because of an earlier one: up to where that ends, or all, where it ends among notes,
 * which `hasNotes` finds in a text. Line numbers are unchanged.
 */
export function coverPrivate(pieces: readonly Piece[], hasNotes: (text: string) => boolean): Covered[] {
  const covered = pieces.map((piece): Covered => ({ piece, isPrivate: false }));
  for (let i = 0; i < covered.length; i++) {
    const { source = '', line = 1 } = covered[i]?.piece ?? {};
    const kind = leftOpen(source);
    if (!kind) continue;
    const rest = covered.slice(i + 1).map(({ piece }) => kind.endIn(piece.source));
    const way = rest.findIndex((end) => end !== -1);
    if (way === -1) continue;
    const begins = { mark: kind.mark, line: line + lineEnds(source, 0, kind.index) };
    covered[i] = { piece: { source, line }, isPrivate: covered[i]?.isPrivate ?? false, begins };
    for (let j = i + 1; j < i + 1 + way; j++)
      covered[j] = { piece: covered[j]?.piece ?? { source: '', line }, isPrivate: true };
    const last = covered[i + 1 + way];
    if (last) covered[i + 1 + way] = { ...last, piece: without(last.piece, rest[way] ?? 0, hasNotes) };
  }
  return covered;
}

/** Returns the first private part that begins but does not end in a text. */
function leftOpen(text: string): Kind | undefined {
  // Most slides have none of them, and need no closer look.
  if (!SIGN.test(text) || !/hidden|notes?\b|[%％]{2}|<!--/i.test(text)) return undefined;
  const tags = [...text.matchAll(TAG)]
    .filter(({ 0: mark }) => PRIVATE_TAG.test(mark))
    .map(({ 0: mark, 1: name, index }): Kind => {
      const signs = [new RegExp(`<${name}[\\s>]`, 'gi'), new RegExp(`</${name}\\s*>`, 'gi')] as const;
      return { mark, index, endIn: (other) => endIn(other, signs) };
    });
  const containers = [...text.matchAll(CONTAINER)].map(({ 0: mark, index }): Kind => {
    return { mark: mark.trim(), index, endIn: (other) => endIn(other, [ANY_CONTAINER, CONTAINER_END]) };
  });
  const begun = [...tags, ...containers];
  const code = begun.length > 0 ? codeSpans(text) : [];
  const open = begun.find(
    ({ index, mark, endIn }) => !inside(index, code) && endIn(text.slice(index + mark.length)) === -1,
  );
  const comment = open ? undefined : openComment(text);
  if (!comment) return open;
  return { ...comment, endIn: COMMENT_ENDS[comment.kind] ?? ((other) => endIn(other, [/<!--/g, /-->/g])) };
}

/** Functions that find the end of comments whose delimiters are not HTML's. */
const COMMENT_ENDS: Readonly<Partial<Record<CommentKind, (text: string) => number>>> = {
  percent: percentEnd,
  changed: (text) => endIn(text, [/(?!)/g, new RegExp(`(?<!-)(?!-->)${CHANGED_END.source}`, 'g')]),
};

/**
 * Returns the offset at which a `%%` comment ends; −1 if it does not. Unless the `%%` is alone on its line, the text
 * after it may be in another comment, so all of it is private.
 */
function percentEnd(text: string): number {
  if (openComment(text)?.kind !== 'percent') return -1;
  const alone = /^[ \t]*[%％]{2}[ \t]*$/m.exec(text);
  const isFirst = alone !== null && alone.index <= text.search(/[%％]{2}/);
  return isFirst ? alone.index + alone[0].length : text.length;
}

/** Returns the offset at which a part ends that is open at a text's beginning; −1 if it does not end. */
function endIn(text: string, [open, close]: readonly [RegExp, RegExp]): number {
  const code = codeSpans(text);
  const signs = [
    ...[...text.matchAll(open)].map(({ index }) => ({ index, end: index, by: 1 })),
    ...[...text.matchAll(close)].map(({ 0: sign, index }) => ({ index, end: index + sign.length, by: -1 })),
  ]
    .filter(({ index }) => !inside(index, code))
    .sort((one, other) => one.index - other.index);
  let depth = 1;
  for (const { by, end } of signs) {
    depth += by;
    if (depth === 0) return end;
  }
  return -1;
}

function without({ source, line }: Piece, end: number, hasNotes: (text: string) => boolean): Piece {
  const rest = hasNotes(source.slice(0, end)) ? '' : source.slice(end);
  return { source: onlyLineEnds(source.slice(0, end)) + rest, line };
}
