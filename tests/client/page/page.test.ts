/** What the deck page lets reveal know. */
import { expect, test } from 'vitest';
import { safeQuery } from '../../../client/page/page-options.ts';

test.each([
  ['', ''],
  ['?view=print', '?view=print'],
  ['?view=scroll&controls=false', '?view=scroll'],
  ['?print-pdf', '?print-pdf'],
  ['?print-pdf&showNotes=true', '?print-pdf'],
  ['?view=speaker', ''],
  ['?showNotes=true&keyboard=false', ''],
  ['?x=view=print', ''],
])('of the query %j %j is left', (search, left) => {
  expect(safeQuery(search)).toBe(left);
});
