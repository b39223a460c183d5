/** Reads a chart's data, a Markdown table or CSV, into cells with their places. */
import type { Fault } from '../../model/drawing.ts';

/** A cell's text, and where it begins in the source; both from 0. */
export interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Whether it is bold, in a Markdown table. */
  readonly isStrong?: boolean;
}

/** The first line, which names the columns, and all others; each row has as many cells as the first. */
export interface Table {
  readonly head: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The most cells that a chart has: more are no picture, and the page carries each of them. */
const MOST_CELLS = 2_000;

/** Below the names of a Markdown table. */
const DELIMITER = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** Separators of CSV, with the semicolon of spreadsheets in countries that write a comma in numbers. */
const SEPARATORS = ['\t', ';', ','] as const;

/** Reads a table, or returns what is wrong with it and where. */
export function readTable(source: string): Table | { readonly fault: Fault } {
  const lines = source.split('\n');
  const isMarkdown = /^\s*\|/.test(source) || (lines[0]?.includes('|') && DELIMITER.test(lines[1] ?? ''));
  const read = isMarkdown ? markdownRows(lines) : csvRows(source);
  if ('fault' in read) return read;
  const [head, ...rows] = read.rows;
  if (!head)
    return fault(0, 'this chart has no data', 'Write a table or CSV, or name a file: `{src=rain.csv}`.');
  if (head.length < 2) {
    const hint = 'The first column has the names, each further one a series.';
    return fault(head[0]?.line ?? 0, 'a chart needs two columns or more, and this has one', hint);
  }
  if (rows.length === 0)
    return fault(
      head[0]?.line ?? 0,
      'this chart has no rows',
      'Its first line names the columns; data follow.',
    );
  if (rows.length * head.length > MOST_CELLS) {
    const reason = `this chart has ${rows.length * head.length} cells, and the most are ${MOST_CELLS}`;
    return fault(rows[0]?.[0]?.line ?? 0, reason, 'Sum them up: by month, or by sort.');
  }
  for (const row of rows) {
    const surplus = row[head.length];
    if (!surplus) continue;
    const reason = `this row has ${row.length} cells, and ${head.length} columns are named`;
    const hint = 'Put a cell with a separator in it into quotes, or name the column.';
    return { fault: { line: surplus.line, column: surplus.column, reason, hint } };
  }
  return { head, rows: rows.map((row) => filled(row, head.length)) };
}

/** Returns a row with empty cells for those that it lacks at its end. */
function filled(row: readonly Cell[], length: number): readonly Cell[] {
  const last = row.at(-1);
  const { line = 0, column = 0, text = '' } = last ?? {};
  const empty: Cell = { text: '', line, column: column + text.length };
  return Array.from({ length }, (_, i) => row[i] ?? empty);
}

function fault(line: number, reason: string, hint: string): { readonly fault: Fault } {
  return { fault: { line, reason, hint } };
}

interface Rows {
  readonly rows: readonly (readonly Cell[])[];
}

function markdownRows(lines: readonly string[]): Rows {
  return {
    rows: lines.flatMap((text, line) =>
      text.trim() === '' || DELIMITER.test(text) ? [] : [cellsOfLine(text, line)],
    ),
  };
}

/** A cell that is bold as a whole. */
const STRONG = /^(\*\*|__)(?!\s)(.+?)(?<!\s)\1$/;

/** A cell up to the next bar that no backslash escapes. */
const CELL = /(?:\\.|[^\\|])*(?=\||$)/y;

function cellsOfLine(text: string, line: number): Cell[] {
  const cells: Cell[] = [];
  const end = text.trimEnd().length;
  let at = /^[ \t]*\|?/.exec(text)?.[0].length ?? 0;
  while (at < end || cells.length === 0) {
    CELL.lastIndex = at;
    const written = CELL.exec(text)?.[0] ?? text.slice(at);
    const column = at + written.length - written.trimStart().length;
    const whole = written.trim().replaceAll('\\|', '|');
    const [, sign, bold] = STRONG.exec(whole) ?? [];
    cells.push(
      sign === undefined || bold === undefined
        ? { text: whole, line, column }
        : { text: bold, line, column: column + sign.length, isStrong: true },
    );
    at += written.length + 1;
  }
  return cells;
}

function csvRows(source: string): Rows | { readonly fault: Fault } {
  const [first = ''] = source.replace(/^\s+/, '').split('\n');
  const bare = first.replace(/"[^"]*"/g, '');
  const separator = SEPARATORS.find((each) => bare.includes(each)) ?? ',';
  // RFC 4180: in quotes a cell may have separators, line ends, and quotes, which are doubled.
  const cell = new RegExp(`[ \\t]*"((?:[^"]|"")*)"[^${separator}\\n]*|[^${separator}\\n]*`, 'y');
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let [line, start] = [0, 0];
  for (let at = 0; at <= source.length; ) {
    cell.lastIndex = at;
    const [written = '', quoted] = cell.exec(source) ?? [];
    if (quoted === undefined && /^[ \t]*"/.test(written)) {
      const column = at - start;
      const hint = 'Write `"` at the end of the cell; a quote within it is written twice.';
      return { fault: { line, column, reason: 'this quote is not closed', hint } };
    }
    const text = quoted?.replaceAll('""', '"') ?? written;
    const column = at - start + written.length - written.trimStart().length;
    row.push({ text: text.replace(/\s+/g, ' ').trim(), line, column });
    for (const _ of written.matchAll(/\n/g)) line++;
    const lastEnd = written.lastIndexOf('\n');
    if (lastEnd !== -1) start = at + lastEnd + 1;
    at += written.length;
    if (source[at] !== separator) {
      if (row.some((each) => each.text !== '')) rows.push(row);
      row = [];
      line++;
      start = at + 1;
    }
    at++;
  }
  return { rows };
}
