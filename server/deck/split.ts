/** Parts a Markdown text into columns and slides: on block tokens, or by a deck's own regular expressions. */
import { Lexer, type MarkedOptions, type Token } from 'marked';
import { codeSpans, inside, lineAt } from './fences.ts';

/** A run of Markdown between separators. */
export interface Piece {
  readonly source: string;
  /** Line of the file on which `source` begins, from 1. */
  readonly line: number;
}

/** Columns of pieces, and the places where reveal-md would have split but Markdown says otherwise. */
export interface SplitText {
  readonly columns: readonly (readonly Piece[])[];
  /** Lines of `---` directly below text, which make that text a heading. */
  readonly setextLines: readonly number[];
}

/** A deck's own separators: regular expressions without flags. */
export interface Separators {
  readonly separator: string;
  readonly verticalSeparator?: string | undefined;
}

/** What reveal-md splits on where a deck sets only the other of the two. */
export const REVEAL_MD_SEPARATORS = {
  separator: '\\r?\\n---\\r?\\n',
  verticalSeparator: '\\r?\\n----\\r?\\n',
} as const;

type Cut = 'column' | 'slide';

function cutOf(token: Token): Cut | undefined {
  const line = token.raw.trim();
  if (token.type === 'hr') {
    if (line === '---') return 'column';
    if (line === '----') return 'slide';
  }
  if (token.type === 'paragraph' && line === '--') return 'slide';
  return undefined;
}

/** Splits on Markdown's own block tokens, so that nothing parts inside a fence, a list, a table or an HTML block. */
export function splitTokens(text: string, firstLine: number, options: MarkedOptions): SplitText {
  const tokens = new Lexer(options).blockTokens(text, []);
  const collector = new Collector(firstLine);
  const setextLines: number[] = [];
  let line = firstLine;
  for (const token of tokens) {
    const next = line + token.raw.split('\n').length - 1;
    const cut = cutOf(token);
    if (cut) collector.cut(cut, next);
    else collector.add(token.raw);
    if (token.type === 'heading' && /\n-{3,4}[ \t]*\n*$/.test(token.raw)) {
      setextLines.push(line + token.raw.trimEnd().split('\n').length - 1);
    }
    line = next;
  }
  return { columns: collector.columns(), setextLines };
}

/**
 * Splits as reveal.js's own Markdown plugin does: one scan for either expression, with the flag `m`, leaving out
 * matches that touch fenced code.
 */
export function splitPattern(text: string, firstLine: number, separators: Separators): SplitText {
  const column = separators.separator;
  const slide = separators.verticalSeparator;
  const either = new RegExp(slide === undefined ? column : `${column}|${slide}`, 'gm');
  const isColumn = new RegExp(column, 'm');
  const fences = codeSpans(text);
  const collector = new Collector(firstLine);
  let from = 0;
  for (const match of text.matchAll(either)) {
    const end = match.index + match[0].length;
    if (match[0] === '' || match.index < from) continue;
    if (inside(match.index, fences) || inside(end - 1, fences)) continue;
    collector.add(text.slice(from, match.index));
    collector.cut(isColumn.test(match[0]) ? 'column' : 'slide', lineAt(text, end, firstLine));
    from = end;
  }
  collector.add(text.slice(from));
  return { columns: collector.columns(), setextLines: [] };
}

/** Gathers text into pieces and pieces into columns. Two separators in a row make an empty slide; blank ends make none. */
class Collector {
  readonly #columns: Piece[][] = [[]];
  #source = '';
  #line: number;

  constructor(firstLine: number) {
    this.#line = firstLine;
  }

  add(source: string): void {
    this.#source += source;
  }

  cut(kind: Cut, nextLine: number): void {
    this.#flush();
    if (kind === 'column') this.#columns.push([]);
    this.#line = nextLine;
  }

  columns(): Piece[][] {
    this.#flush();
    const isBlank = (column: Piece[] | undefined) => column?.every((piece) => piece.source === '') ?? false;
    if (isBlank(this.#columns[0])) this.#columns.shift();
    if (isBlank(this.#columns.at(-1))) this.#columns.pop();
    return this.#columns;
  }

  #flush(): void {
    const blank = /^(?:[ \t]*\n)*[ \t]*$|^(?:[ \t]*\n)*/.exec(this.#source)?.[0] ?? '';
    const line = this.#line + blank.split('\n').length - 1;
    this.#columns.at(-1)?.push({ source: this.#source.slice(blank.length), line });
    this.#source = '';
  }
}
