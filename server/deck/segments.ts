/**
 * Cuts a Markdown text into stretches that can be read alone, each ending where slides part. A stretch that was read
 * before need not be read again, so that an edit in a deck of a thousand slides costs what it changes.
 */
import type { Token } from 'marked';
import { blockTokens } from './markdown.ts';
import { isClosedFence } from './notes.ts';
import type { Recent } from './recent.ts';

/** Where slides part: the end of a column, or of a slide in it. */
export type Cut = 'column' | 'slide';

/** A line that looks as if it parted slides, or keeps others from doing so, and why. */
export interface Doubt {
  /** `heading`: it makes the text above a heading; `html`: it belongs to the HTML above; `fence`: code without end. */
  readonly kind: 'heading' | 'html' | 'fence';
  readonly line: number;
}

/** A run of Markdown between separators, without the blank lines at its start. */
export interface Piece {
  readonly source: string;
  /** The line on which `source` begins. */
  readonly line: number;
}

/** A stretch of text; its lines count from 0. */
export interface Segment {
  /** Pieces, each with the cut behind it. */
  readonly cuts: readonly { readonly piece: Piece; readonly cut: Cut }[];
  /** What stands behind the last cut. */
  readonly rest: Piece;
  readonly doubts: readonly Doubt[];
  /** How many line ends it has. */
  readonly lines: number;
}

/** A line that may be a cut. Whatever follows a real one is read as at the beginning of a text. */
const CANDIDATE = /^-{3,4}[ \t]*(?:\n|$)/gm;

/** In code, comments and lists such lines are none. Behind so many of them all that is left is read at once. */
const MISSES = 8;

/** The stretches of a text, in order. */
export function segmentsOf(text: string, known: Recent<Segment>): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  let misses = 0;
  for (const { index, 0: line } of text.matchAll(CANDIDATE)) {
    const end = index + line.length;
    const stretch = text.slice(from, end);
    const segment = known.remember(stretch, () => readSegment(stretch));
    if (segment.rest.source !== '') {
      if (++misses > MISSES) break;
      continue;
    }
    segments.push(segment);
    from = end;
    misses = 0;
  }
  const last = text.slice(from);
  if (last !== '') segments.push(known.remember(last, () => readSegment(last)));
  return segments;
}

function readSegment(text: string): Segment {
  const cuts: { piece: Piece; cut: Cut }[] = [];
  const doubts: Doubt[] = [];
  let before = '';
  let start = 0;
  let line = 0;
  for (const token of blockTokens(text)) {
    const next = line + token.raw.split('\n').length - 1;
    const cut = cutOf(token);
    if (cut) {
      cuts.push({ piece: pieceOf(before, start), cut });
      before = '';
      start = next;
    } else before += token.raw;
    doubts.push(...doubtsIn(token, line));
    line = next;
  }
  return { cuts, rest: pieceOf(before, start), doubts, lines: line };
}

/** The piece that is in a text which begins on a line. */
export function pieceOf(text: string, line: number): Piece {
  const blank = text.trim() === '' ? text : (/^(?:[ \t]*\n)*/.exec(text)?.[0] ?? '');
  return { source: text.slice(blank.length), line: line + blank.split('\n').length - 1 };
}

function cutOf(token: Token): Cut | undefined {
  const line = token.raw.trimEnd();
  if (token.type === 'hr') {
    if (line === '---') return 'column';
    if (line === '----') return 'slide';
  }
  if (token.type === 'paragraph' && line === '--') return 'slide';
  return undefined;
}

/** Lines of exactly three or four dashes, on which reveal-md splits wherever they stand. */
const DASHES = /^-{3,4}[ \t]*$/;

/** HTML whose contents are literal or a comment, where dashes have no meaning for anyone. */
const LITERAL_HTML = /^ {0,3}<(?:!--|pre\b|script\b|style\b|textarea\b)/i;

function doubtsIn(token: Token, line: number): Doubt[] {
  const lines = token.raw.trimEnd().split('\n');
  if (token.type === 'heading' && lines.length > 1 && DASHES.test(lines.at(-1) ?? '')) {
    return [{ kind: 'heading', line: line + lines.length - 1 }];
  }
  if (token.type === 'html' && !LITERAL_HTML.test(token.raw)) {
    return lines.flatMap((text, i) => (DASHES.test(text) ? [{ kind: 'html', line: line + i }] : []));
  }
  if (token.type === 'code' && /^ {0,3}(?:```|~~~)/.test(token.raw) && !isClosedFence(token)) {
    return [{ kind: 'fence', line }];
  }
  return [];
}
