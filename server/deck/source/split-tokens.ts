/**
 * Splits a Markdown text into segments that can be read alone, each ending where slides part, so that an edit in a deck of a
 * thousand slides need not read the others again.
 */
import type { Token } from 'marked';
import { leavesCommentOpen } from '../markdown/find-comments.ts';
import { isOpenComment } from '../markdown/hidden-comments.ts';
import { blockTokens } from '../markdown/markdown.ts';
import type { ReadingLines } from '../text/reading.ts';
import { lineEnds } from '../text/text.ts';
import { isClosedFence } from './notes.ts';

/** Where slides part: the end of a column, or of a slide in it. */
export type Cut = 'column' | 'slide';

/** A line of dashes that may be meant otherwise than it is read, or a line that keeps others from parting slides. */
export interface Doubt {
  /** `below`: it parts slides directly below text; `html`: it belongs to the HTML above; `fence`: code without end. */
  readonly kind: 'below' | 'html' | 'fence';
  readonly line: number;
}

/** A run of Markdown between separators, without the blank lines at its start. */
export interface Piece {
  readonly source: string;
  /** The line on which `source` begins. */
  readonly line: number;
}

/** A part of a text, read; its lines count from 0. */
export interface Segment {
  readonly text: string;
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

/** Reads one segment. `isLast`: the text ends with it; `reading` is told which of its lines is being read. */
export type ReadSegment = typeof readSegment;

/** Splits a text into segments, each of which `read` reads; `reading` is told how many line ends stand before what is read. */
export function splitText(text: string, read: ReadSegment = readSegment, reading?: ReadingLines): Segment[] {
  const segments: Segment[] = [];
  const count = new LineCount(text);
  let from = 0;
  while (from < text.length) {
    const start = from;
    const tell = reading && ((lines: number) => reading(count.upTo(start) + lines));
    const segment = segmentAt(text, from, (part, isLast) => read(part, isLast, tell));
    segments.push(segment);
    from += segment.text.length;
  }
  return segments;
}

/** Finds the segment that begins at an offset: it ends with the first line that certainly is a cut. */
function segmentAt(text: string, from: number, read: (part: string, isLast: boolean) => Segment): Segment {
  const candidate = new RegExp(CANDIDATE);
  candidate.lastIndex = from;
  for (let misses = 0; misses <= MISSES && candidate.test(text); misses++) {
    const part = text.slice(from, candidate.lastIndex);
    const isLast = candidate.lastIndex === text.length;
    if (!isLast && leavesCommentOpen(part)) continue;
    const segment = read(part, isLast);
    if (segment.rest.source === '') return segment;
  }
  return read(text.slice(from), true);
}

/** Counts the line ends in a text, up to places that come one after the other. */
class LineCount {
  readonly #text: string;
  #offset = 0;
  #lines = 0;

  constructor(text: string) {
    this.#text = text;
  }

  upTo(offset: number): number {
    this.#lines += lineEnds(this.#text, this.#offset, offset);
    this.#offset = offset;
    return this.#lines;
  }
}

/** Finds the cuts in a segment. */
export function readSegment(text: string, isLast: boolean, reading?: ReadingLines): Segment {
  const cuts: { piece: Piece; cut: Cut }[] = [];
  const doubts: Doubt[] = [];
  let before = '';
  let start = 0;
  let line = 0;
  for (const token of isLast ? endedTokens(text, reading) : blockTokens(text, reading)) {
    const next = line + lineEnds(token.raw);
    const { cut, above = '' } = cutOf(token);
    if (cut) {
      cuts.push({ piece: pieceOf(before + above, start), cut });
      before = '';
      start = next;
    } else before += token.raw;
    doubts.push(...doubtsIn(token, line));
    line = next;
  }
  return { text, cuts, rest: pieceOf(before, start), doubts, lines: line };
}

/** HTML that runs to its own end across blank lines, and what that end is (CommonMark 0.31, 4.6). */
const ENDS: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^ {0,3}<(?:pre|script|style|textarea)(?=[\s>]|$)/i, /<\/(?:pre|script|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![a-z]/i, />/],
];

/**
 * The tokens of a text that ends with the deck. HTML without an end would take in all slides that follow, so it ends with
 * its slide.
 */
function endedTokens(text: string, reading?: ReadingLines): Token[] {
  const tokens = blockTokens(text, reading);
  const last = tokens.at(-1);
  const end = last ? endOfOpen(last) : -1;
  if (!last || end === -1) return tokens;
  const cut = text.length - last.raw.length + end;
  const lines = lineEnds(text, 0, cut);
  return [
    ...tokens.slice(0, -1),
    { ...last, raw: last.raw.slice(0, end) },
    ...endedTokens(text.slice(cut), reading && ((more) => reading(lines + more))),
  ];
}

/** Where slides part in HTML that has no end; −1 where it has one, or takes in no other slide. */
function endOfOpen(token: Token): number {
  const { raw } = token;
  const kind = token.type === 'html' ? ENDS.find(([start]) => start.test(raw)) : undefined;
  const isOpen = kind ? !kind[1].test(raw) : isOpenComment(token);
  if (!isOpen) return -1;
  return raw.search(/(?<=\n)-{3,4}[ \t]*(?:\n|$)/);
}

/** The piece that is in a text which begins on a line. */
export function pieceOf(text: string, line: number): Piece {
  const blank = text.trim() === '' ? text : (/^(?:[ \t]*\n)*/.exec(text)?.[0] ?? '');
  return { source: text.slice(blank.length), line: line + lineEnds(blank) };
}

/** Where slides part at a token, and the text above the line that parts them. */
function cutOf(token: Token): { readonly cut?: Cut; readonly above?: string } {
  const line = token.raw.trimEnd();
  if (token.type === 'hr') {
    if (line === '---') return { cut: 'column' };
    if (line === '----') return { cut: 'slide' };
  }
  if (token.type === 'paragraph' && line === '--') return { cut: 'slide' };
  // Markdown's heading with a line below it, which parts slides in reveal.js.
  const [above, dashes] = token.type === 'heading' ? line.split(/\n(?=-{3,4}$)/) : [];
  return above === undefined || dashes === undefined
    ? {}
    : { cut: dashes === '---' ? 'column' : 'slide', above };
}

/** Lines of exactly three or four dashes, on which reveal-md splits wherever they stand. */
const DASHES = /^-{3,4}[ \t]*$/;

/** HTML whose contents are literal or a comment, where dashes have no meaning for anyone. */
const LITERAL_HTML = /^ {0,3}<(?:!--|pre\b|script\b|style\b|textarea\b)/i;

function doubtsIn(token: Token, line: number): Doubt[] {
  const lines = token.raw.trimEnd().split('\n');
  if (token.type === 'heading' && lines.length > 1 && DASHES.test(lines.at(-1) ?? '')) {
    return [{ kind: 'below', line: line + lines.length - 1 }];
  }
  if (token.type === 'html' && !LITERAL_HTML.test(token.raw)) {
    return lines.flatMap((text, i) => (DASHES.test(text) ? [{ kind: 'html', line: line + i }] : []));
  }
  if (token.type === 'code' && /^ {0,3}(?:```|~~~)/.test(token.raw) && !isClosedFence(token)) {
    return [{ kind: 'fence', line }];
  }
  return [];
}
