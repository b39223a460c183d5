/** Notes and hidden parts, as HTML or in colons, that begin on one slide and end on a later one: private to their end. */

import { COLON, QUOTE_START } from '../foreign/foreign-notes.ts';
import { CHANGED_END, openComment } from '../markdown/find-comments.ts';
import type { CommentKind } from '../privacy/comment-marks.ts';
import { codeSpans, inside } from '../text/fences.ts';
import { lineEnds, onlyLineEnds } from '../text/text.ts';
import type { Piece } from './split-tokens.ts';

/** What is left to show of a piece. */
export interface Covered {
  readonly piece: Piece;
  /** All of it is private. */
  readonly isPrivate: boolean;
  /** How the private part is written that begins on it and ends on a later one, and its line. */
  readonly begins?: { readonly mark: string; readonly line: number };
}

/** How one kind of private part begins and ends. */
interface Kind {
  readonly mark: string;
  readonly index: number;
  /** Where it ends in a text at whose beginning it is open; −1 where it does not. */
  readonly endIn: (text: string) => number;
}

const TAG = /<([a-z][\w-]*)(?:\s[^<>]*)?>/gi;
const PRIVATE_TAG =
  /^<(?:(?:speaker-|presenter-)?notes?[\s>]|[^>]*\s(?:data-visibility\s*=\s*["']?\s*hidden\b|class\s*=\s*(?:"[^"]*\b|'[^']*\b|)(?:speaker-|presenter-)?notes\b))/i;
const CONTAINER = new RegExp(
  `${QUOTE_START}${COLON}{3,}[ \\t]*(?:\\{[^}\\n]*?\\.?)?(?:speaker-|presenter-)?notes?\\b`,
  'gimu',
);
const ANY_CONTAINER = new RegExp(`${QUOTE_START}${COLON}{3,}[ \\t]*\\S`, 'gmu');
const CONTAINER_END = new RegExp(`${QUOTE_START}${COLON}{3,}[ \\t]*$`, 'gmu');

/** The pieces of a text in order, each without what is private because of an earlier one. Lines keep their numbers. */
export function coverPrivate(pieces: readonly Piece[]): Covered[] {
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
    if (last) covered[i + 1 + way] = { ...last, piece: without(last.piece, rest[way] ?? 0) };
  }
  return covered;
}

/** The first private part that a text begins and does not end. */
function leftOpen(text: string): Kind | undefined {
  if (!/hidden|notes?\b|[%％]{2}|<!--/i.test(text)) return undefined;
  const code = codeSpans(text);
  const tags = [...text.matchAll(TAG)]
    .filter(({ 0: mark }) => PRIVATE_TAG.test(mark))
    .map(({ 0: mark, 1: name, index }): Kind => {
      const signs = [new RegExp(`<${name}[\\s>]`, 'gi'), new RegExp(`</${name}\\s*>`, 'gi')] as const;
      return { mark, index, endIn: (other) => endIn(other, signs) };
    });
  const containers = [...text.matchAll(CONTAINER)].map(({ 0: mark, index }): Kind => {
    return { mark: mark.trim(), index, endIn: (other) => endIn(other, [ANY_CONTAINER, CONTAINER_END]) };
  });
  const open = [...tags, ...containers].find(
    ({ index, mark, endIn }) => !inside(index, code) && endIn(text.slice(index + mark.length)) === -1,
  );
  const comment = open ? undefined : openComment(text);
  if (!comment) return open;
  return { ...comment, endIn: COMMENT_ENDS[comment.kind] ?? ((other) => endIn(other, [/<!--/g, /-->/g])) };
}

/** Where comments end whose signs are not HTML's. */
const COMMENT_ENDS: Readonly<Partial<Record<CommentKind, (text: string) => number>>> = {
  percent: percentEnd,
  changed: (text) => endIn(text, [/(?!)/g, new RegExp(`(?<!-)(?!-->)${CHANGED_END.source}`, 'g')]),
};

/** What stands behind a sign that ends a comment may as well stand in another one, unless the sign is alone on its line. */
function percentEnd(text: string): number {
  if (openComment(text)?.kind !== 'percent') return -1;
  const alone = /^[ \t]*[%％]{2}[ \t]*$/m.exec(text);
  const isFirst = alone !== null && alone.index <= text.search(/[%％]{2}/);
  return isFirst ? alone.index + alone[0].length : text.length;
}

/** Where a part of some kind ends that is open at a text's beginning; −1 where it does not. */
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

function without({ source, line }: Piece, end: number): Piece {
  return { source: onlyLineEnds(source.slice(0, end)) + source.slice(end), line };
}
