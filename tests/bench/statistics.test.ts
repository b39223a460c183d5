/** Tests the statistics that the benchmark prints. */
import { expect, test } from 'vitest';
import { figure, formatTable, isMet, slope } from './statistics.ts';

test('figure takes the middle, and the mean of two middles', () => {
  expect(figure([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9, runs: 3 });
  expect(figure([4, 1, 2, 9])).toEqual({ median: 3, min: 1, max: 9, runs: 4 });
});

test('slope is that of the line that fits best', () => {
  expect(
    slope([
      [0, 1],
      [1, 3],
      [2, 5],
    ]),
  ).toBe(2);
  expect(
    slope([
      [0, 2],
      [1, 0],
      [2, 2],
    ]),
  ).toBe(0);
  expect(slope([[3, 7]])).toBe(0);
});

test('a floor bounds the ratio where there is a reference, else the figure', () => {
  const reference = { name: 'bare', figure: figure([100]) };
  const row = { what: '', unit: 'ms', own: figure([150]) } as const;
  expect(isMet({ ...row, reference, floor: { atMost: 2 } })).toBe(true);
  expect(isMet({ ...row, reference, floor: { atMost: 1.3 } })).toBe(false);
  expect(isMet({ ...row, reference, floor: { atLeast: 1.6 } })).toBe(false);
  expect(isMet({ ...row, floor: { atMost: 72 } })).toBe(false);
  expect(isMet(row)).toBe(true);
});

test('formatTable says medians, spreads, ratios and missed floors', () => {
  const rows = [
    {
      what: 'start',
      unit: 'ms',
      own: figure([150, 100, 200]),
      reference: { name: 'bare', figure: figure([100]) },
      floor: { atMost: 1.3 },
    },
    { what: 'weight', unit: 'kB', own: figure([60.5]) },
  ] as const;
  expect(formatTable(rows)).toBe(
    [
      '| what   | Lectern          | reference |     | ratio  | floor   |        |',
      '| ------ | ---------------- | --------- | --- | ------ | ------- | ------ |',
      '| start  | 150 (100–200) ms | bare      | 100 | 1.50 × | ≤ 1.3 × | MISSED |',
      '| weight | 61 kB            |           |     |        |         |        |',
    ].join('\n'),
  );
});
