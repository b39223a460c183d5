/** Parts a Markdown text into columns and slides: on block tokens, or by a deck's own regular expressions. */
import { codeSpans, inside, lineAt } from '../text/fences.ts';
import { type Cut, type Doubt, type Piece, pieceOf, type Segment } from './split-tokens.ts';

/** Columns of pieces, whose lines are those of the file, and what deserves a warning. */
export interface SplitText {
  readonly columns: readonly (readonly Piece[])[];
  readonly doubts: readonly Doubt[];
}

/** A deck's own separators: regular expressions without flags. */
export interface Separators {
  readonly separator: string;
  readonly verticalSeparator?: string | undefined;
}

/** How a text is split by them. */
export interface PatternOptions extends Separators {
  readonly dialect?: '2013' | undefined;
  /** Told of each line from which on a separator is looked for. */
  readonly reading?: (line: number) => void;
}

/** What reveal-md splits on where a deck sets only the other of the two. */
export const REVEAL_MD_SEPARATORS = {
  separator: '\\r?\\n---\\r?\\n',
  verticalSeparator: '\\r?\\n----\\r?\\n',
} as const;

/** Splits on Markdown's own block tokens, so that nothing parts inside a fence, a list, a table or an HTML block. */
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
 * Splits as reveal.js's own Markdown plugin does: one scan for either expression, with the flag `m`, leaving out
 * matches that touch fenced code. Decks of 2013 were split without regard to fences, and what closed a fence then is not
 * what closes one now, so theirs are not looked for.
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

/** Gathers pieces into columns. Two separators in a row make an empty slide; blank ends make none. */
class Collector {
  readonly #columns: Piece[][] = [[]];

  /** Adds a piece and the cut behind it. */
  add(piece: Piece, cut: Cut): void {
    this.#columns.at(-1)?.push(piece);
    if (cut === 'column') this.#columns.push([]);
  }

  /** All columns, with the piece behind the last cut. */
  columns(last: Piece): Piece[][] {
    this.#columns.at(-1)?.push(last);
    const isBlank = (column: Piece[] | undefined) => column?.every((piece) => piece.source === '') ?? false;
    if (isBlank(this.#columns[0])) this.#columns.shift();
    if (isBlank(this.#columns.at(-1))) this.#columns.pop();
    return this.#columns;
  }
}
