/** Tables of the 2013 dialect, outside lists: with and without a pipe at the start of each row. */
import type { Lexer, Tokens } from 'marked';

const BARE = /^ *(\S.*\|.*)\n *([-:]+ *\|[-| :]*)\n((?:.*\|.*(?:\n|$))*)\n*/;
const PIPED = /^ *\|(.+)\n *\|( *[-:]+[-| :]*)\n((?: *\|.*(?:\n|$))*)\n*/;

/** Matches a table with rows such as `a | b`; a pipe at the end of a row adds an empty cell. */
export function bareTable(src: string, lexer: Lexer): Tokens.Table | undefined {
  return table(src, lexer, { pattern: BARE, row: (line) => line });
}

/** Matches a table with rows such as `| a | b |`. */
export function pipedTable(src: string, lexer: Lexer): Tokens.Table | undefined {
  return table(src, lexer, { pattern: PIPED, row: withoutOuterPipes });
}

type Align = Tokens.TableCell['align'];

interface TableForm {
  /** Groups: header, delimiter row, rows. */
  readonly pattern: RegExp;
  readonly row: (line: string) => string;
}

function table(src: string, lexer: Lexer, { pattern, row }: TableForm): Tokens.Table | undefined {
  const match = lexer.state.top ? pattern.exec(src) : null;
  if (!match) return undefined;
  const [raw, head = '', delimiters = '', body = ''] = match;
  const align = cells(delimiters.replace(/^ *|\| *$/g, '')).map(alignment);
  const cell = (text: string, column: number, header: boolean): Tokens.TableCell => ({
    text,
    tokens: lexer.inline(text),
    header,
    align: align[column] ?? null,
  });
  const header = cells(head.replace(/^ *| *\| *$/g, '')).map((text, column) => cell(text, column, true));
  const lines = body === '' ? [] : body.replace(/\n$/, '').split('\n');
  const rows = lines.map((line) => cells(row(line)).map((text, column) => cell(text, column, false)));
  return { type: 'table', raw, align, header, rows };
}

function cells(row: string): string[] {
  return row.split(/ *\| */);
}

function withoutOuterPipes(line: string): string {
  return line.replace(/^ *\| *| *\| *$/g, '');
}

function alignment(delimiter: string): Align {
  const dashes = delimiter.trim();
  if (/^-+:$/.test(dashes)) return 'right';
  if (/^:-+:$/.test(dashes)) return 'center';
  return /^:-+$/.test(dashes) ? 'left' : null;
}
