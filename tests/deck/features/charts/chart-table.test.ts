/** Data of charts are read as authors and spreadsheets write them, each cell with its place. */
import { describe, expect, test } from 'vitest';
import { readTable } from '../../../../server/deck/features/charts/chart-table.ts';

function texts(source: string): readonly (readonly string[])[] | string {
  const table = readTable(source);
  if ('fault' in table) return `${table.fault.line}:${table.fault.column ?? '-'} ${table.fault.reason}`;
  return [table.head, ...table.rows].map((row) => row.map(({ text }) => text));
}

test.each([
  [
    'a Markdown table',
    '| a | b |\n|---|--:|\n| c \\| d | 1 |',
    [
      ['a', 'b'],
      ['c | d', '1'],
    ],
  ],
  [
    'a Markdown table without outer bars',
    'a | b\n--|--\nc | 1',
    [
      ['a', 'b'],
      ['c', '1'],
    ],
  ],
  [
    'a Markdown table with an empty cell',
    '| a | b |\n| c | |\n| d |',
    [
      ['a', 'b'],
      ['c', ''],
      ['d', ''],
    ],
  ],
  [
    'CSV',
    'a,b\nc,1\n\n',
    [
      ['a', 'b'],
      ['c', '1'],
    ],
  ],
  [
    'CSV with semicolons',
    'a;b\nc;1,5',
    [
      ['a', 'b'],
      ['c', '1,5'],
    ],
  ],
  [
    'tabs',
    'a\tb\nc, d\t1',
    [
      ['a', 'b'],
      ['c, d', '1'],
    ],
  ],
  [
    'quotes',
    '"a, b","say ""x"""\n"two\nlines",1',
    [
      ['a, b', 'say "x"'],
      ['two lines', '1'],
    ],
  ],
  [
    'a short row',
    'a,b,c\nd,1',
    [
      ['a', 'b', 'c'],
      ['d', '1', ''],
    ],
  ],
])('reads %s', (_, source, expected) => {
  expect(texts(source)).toEqual(expected);
});

test.each([
  ['nothing', '', '0:- this chart has no data'],
  ['one column', 'a\nb', '0:- a chart needs two columns or more, and this has one'],
  ['no rows', 'a,b', '0:- this chart has no rows'],
  ['a long row', 'a,b\nc,1,2', '1:4 this row has 3 cells, and 2 columns are named'],
  ['a quote without its end', 'a,b\n"c,1\nd,2', '1:0 this quote is not closed'],
  ['too many cells', `a,b\n${'c,1\n'.repeat(1001)}`, '1:- this chart has 2002 cells, and the most are 2000'],
])('tells of %s, and where', (_, source, expected) => {
  expect(texts(source)).toBe(expected);
});

describe('places', () => {
  test('are those of the cells’ first letters, after a cell of two lines, too', () => {
    const table = readTable('name, value\n"a\nb", 12\n c ,13');
    if ('fault' in table) throw new Error(table.fault.reason);
    expect(table.rows.map((row) => row.map(({ line, column }) => [line, column]))).toEqual([
      [
        [1, 0],
        [2, 4],
      ],
      [
        [3, 1],
        [3, 4],
      ],
    ]);
  });
});
