/**
 * Splits a Markdown text into segments that end where a slide does and can be parsed independently, so that an edit in
 * a deck of a thousand slides does not parse the others again.
 */
import type { Token } from 'marked';
import { leavesCommentOpen } from '../markdown/find-comments.ts';
import { isOpenComment } from '../markdown/hidden-comments.ts';
import { blockTokens } from '../markdown/markdown.ts';
import type { ReadingLines } from '../text/reading.ts';
import { lineEnds } from '../text/text.ts';
import { isClosedFence } from './notes.ts';

/** A boundary between slides: the end of a column, or of a slide within it. */
export type Cut = 'column' | 'slide';

/**
 * A line of dashes that the author may have meant otherwise, or a line that keeps later dashes from separating slides.
 */
export interface Doubt {
  /**
   * `below`: dashes separate slides directly below text; `html`: they belong to the HTML above; `fence`: an unclosed
   * code fence.
   */
  readonly kind: 'below' | 'html' | 'fence';
  readonly line: number;
}

/** The Markdown between two separators, without leading blank lines. */
export interface Piece {
  readonly source: string;
  /** The line on which `source` begins. */
  readonly line: number;
}

/** A parsed part of a text; its lines count from 0. */
export interface Segment {
  readonly text: string;
  /** Pieces, each with the cut after it. */
  readonly cuts: readonly { readonly piece: Piece; readonly cut: Cut }[];
  /** The piece after the last cut. */
  readonly rest: Piece;
  readonly doubts: readonly Doubt[];
  /** The number of line ends in `text`. */
  readonly lines: number;
}

/** A line that may be a cut. After a real cut, parsing starts as at the beginning of a text. */
const CANDIDATE = /^-{3,4}[ \t]*(?:\n|$)/gm;

/**
 * Candidates in a row that may turn out not to be cuts, being in code, comments or lists. After more, the rest of the
 * text becomes one segment.
 */
const MISSES = 8;

/**
 * Parses one segment. `isLast` says that the text ends with it; `reading` is called with the line that is being parsed.
 */
export type ReadSegment = typeof readSegment;

/**
 * Splits a text into segments, which `read` parses; `reading` is called with the number of line ends before what is
 * parsed next.
 */
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

/** Returns the segment that begins at an offset and ends at the first line that is certainly a cut. */
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

/** Counts the line ends before ascending offsets of a text. */
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

/** Parses a segment, and finds its cuts. */
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

/** Start and end conditions of HTML blocks that continue across blank lines (CommonMark 0.31, 4.6). */
const ENDS: readonly (readonly [start: RegExp, end: RegExp])[] = [
  [/^ {0,3}<(?:pre|script|style|textarea)(?=[\s>]|$)/i, /<\/(?:pre|script|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![a-z]/i, />/],
];

/**
 * Returns the tokens of the deck's last segment. An unclosed HTML block would contain all following slides, so it ends
 * with its slide.
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

/**
 * Returns the offset of the next slide boundary in an unclosed HTML block; −1 if the block is closed or contains no
 * boundary.
 */
function endOfOpen(token: Token): number {
  const { raw } = token;
  const kind = token.type === 'html' ? ENDS.find(([start]) => start.test(raw)) : undefined;
  const isOpen = kind ? !kind[1].test(raw) : isOpenComment(token);
  if (!isOpen) return -1;
  return raw.search(/(?<=\n)-{3,4}[ \t]*(?:\n|$)/);
}

/** Returns the piece in a text that begins on `line`. */
export function pieceOf(text: string, line: number): Piece {
  const blank = text.trim() === '' ? text : (/^(?:[ \t]*\n)*/.exec(text)?.[0] ?? '');
  return { source: text.slice(blank.length), line: line + lineEnds(blank) };
}

/** Returns the cut at a token, if any, and the text above the line that makes it. */
function cutOf(token: Token): { readonly cut?: Cut; readonly above?: string } {
  const line = token.raw.trimEnd();
  if (token.type === 'hr') {
    if (line === '---') return { cut: 'column' };
    if (line === '----') return { cut: 'slide' };
  }
  if (token.type === 'paragraph' && line === '--') return { cut: 'slide' };
  // A heading underlined with dashes in Markdown; in reveal.js the dashes separate slides.
  const [above, dashes] = token.type === 'heading' ? line.split(/\n(?=-{3,4}$)/) : [];
  return above === undefined || dashes === undefined
    ? {}
    : { cut: dashes === '---' ? 'column' : 'slide', above };
}

/** Lines of exactly three or four dashes, at which reveal-md splits wherever they are. */
const DASHES = /^-{3,4}[ \t]*$/;

/** HTML whose content is literal or a comment, where dashes have no meaning. */
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
