/** Dates as countries write them. */
import { expect, test } from 'vitest';
import { parseDeck } from '../../../server/deck/parse.ts';
import { isoDate } from '../../../server/deck/settings/dates.ts';

test.each([
  ['29.11.2026', '2026-11-29'],
  ['5.12.2026', '2026-12-05'],
  ['31/01/2020', '2020-01-31'],
  ['01/31/2020', '2020-01-31'],
  ['6/6/2026', '2026-06-06'],
  ['5/12/2026', 'either'],
  ['2026-11-29', undefined],
  ['45.1.2026', undefined],
  ['1.13.2026', undefined],
  ['July 2013', undefined],
])('%s is %s', (written, iso) => expect(isoDate(written)).toBe(iso));

test('one that could be two days is told at its place, and stays as it is', () => {
  const text = '---\ntitle: A\ndate: 5/12/2026\n---\n\n# A\n';
  const { settings, warnings } = parseDeck({ name: 'a', file: 'a.md', text, format: 'markdown' });
  expect(settings.date).toBe('5/12/2026');
  expect(warnings).toMatchObject([
    { line: 3, reason: '`date: 5/12/2026` is one day here and another there' },
  ]);
});
