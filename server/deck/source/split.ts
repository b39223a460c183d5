/** Splits a Markdown text into columns and slides: at block tokens, or at a deck's own regular expressions. */
import { codeSpans, inside, lineAt } from '../text/fences.ts';
import { type Cut, type Doubt, type Piece, pieceOf, type Segment } from './split-tokens.ts';

/** Columns of pieces, whose lines are those of the file, and lines to warn of. */
export interface SplitText {
  readonly columns: readonly (readonly Piece[])[];
  readonly doubts: readonly Doubt[];
}

/** A deck's own separators: regular expressions without flags. */
export interface Separators {
  readonly separator: string;
  readonly verticalSeparator?: string | undefined;
}

/** How a text is split at them. */
export interface PatternOptions extends Separators {
  readonly dialect?: '2013' | undefined;
  /** Called with the line from which the next separator is searched for. */
  readonly reading?: (line: number) => void;
}

/** The separators of reveal-md, for decks that set only one of the two. */
export const REVEAL_MD_SEPARATORS = {
  separator: '\\r?\\n---\\r?\\n',
  verticalSeparator: '\\r?\\n----\\r?\\n',
} as const;

/**
 * Splits at Markdown's block tokens, so that dashes inside a fence, list, table or HTML block do not separate slides.
 */
export function splitTokens(segments: readonly Segment[], firstLine: number): SplitText {
  const collector = new Collector();
  const doubts: Doubt[] = [];
  let line = firstLine;
  let last: Piece = { source: '', line };
  const moved = (piece: Piece) => ({ source: piece.source, line: line + piece.line });
  for (const segment of segments) {
    for (const { piece, cut } of segment.cuts) collector.add(moved(piece), cut);
    last = moved(segment.rest);
    for (const doubt of segment.doubts) doubts.push({ ...doubt, line: line + doubt.line });
    line += segment.lines;
  }
  return { columns: collector.columns(last), doubts };
}

/**
 * Splits as reveal.js's Markdown plugin does: one scan for both expressions with the flag `m`, ignoring matches that
 * overlap fenced code. In the 2013 dialect fences are not considered: decks were split without them then, and different
 * lines closed a fence.
 */
export function splitPattern(
  text: string,
  firstLine: number,
  { separator: column, verticalSeparator: slide, dialect, reading }: PatternOptions,
): SplitText {
  const either = new RegExp(slide === undefined ? column : `${column}|${slide}`, 'gm');
  const isColumn = new RegExp(column, 'm');
  const fences = dialect === '2013' ? [] : codeSpans(text);
  const collector = new Collector();
  let from = 0;
  let line = firstLine;
  reading?.(line);
  for (const match of text.matchAll(either)) {
    const end = match.index + match[0].length;
    if (match[0] === '' || match.index < from) continue;
    if (inside(match.index, fences) || inside(end - 1, fences)) continue;
    collector.add(pieceOf(text.slice(from, match.index), line), isColumn.test(match[0]) ? 'column' : 'slide');
    line = lineAt(text, end, firstLine);
    reading?.(line);
    from = end;
  }
  return { columns: collector.columns(pieceOf(text.slice(from), line)), doubts: [] };
}

/** Collects pieces into columns. Two separators in a row make an empty slide; blank columns at the ends are dropped. */
class Collector {
  readonly #columns: Piece[][] = [[]];

  /** Adds a piece and the cut after it. */
  add(piece: Piece, cut: Cut): void {
    this.#columns.at(-1)?.push(piece);
    if (cut === 'column') this.#columns.push([]);
  }

  /** Returns all columns, with the piece after the last cut. */
  columns(last: Piece): Piece[][] {
    this.#columns.at(-1)?.push(last);
    const isBlank = (column: Piece[] | undefined) => column?.every((piece) => piece.source === '') ?? false;
    if (isBlank(this.#columns[0])) this.#columns.shift();
    if (isBlank(this.#columns.at(-1))) this.#columns.pop();
    return this.#columns;
  }
}
