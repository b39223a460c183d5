/** Which deck is presented next. */
import { expect, test } from 'vitest';
import { nextDeck } from '../../server/site/next-deck.ts';

const deck = (
  name: string,
  date?: string,
  more: { unlisted?: boolean; errors?: readonly string[] } = {},
) => ({
  name,
  title: name,
  unlisted: false,
  errors: [],
  ...more,
  ...(date !== undefined && { date }),
});

const past = deck('past', '2026-11-27');
const later = deck('later', '2027-01-10');
const soon = deck('soon', '2026-12-01');

test.each([
  ['the next by its date', [past, later, soon], 'soon'],
  ['one of today', [soon, deck('today', '2026-11-28')], 'today'],
  ['the first one of a day', [deck('b', '2026-12-01T14:00'), deck('a', '2026-12-01T09:30')], 'a'],
  [
    'the first of those of one day',
    [deck('x', '2026-12-01'), deck('y', '2026-12-01'), deck('z', '2026-12-01')],
    'x',
  ],
  ['one of this month', [later, deck('some day', '2026-11')], 'some day'],
  ['one that is on no index', [past, deck('secret', '2026-11-30', { unlisted: true })], 'secret'],
  ['none that does not compile', [deck('broken', '2026-11-29', { errors: ['bad'] }), later], 'later'],
  ['the newest where all are over', [deck('old', '2013-07-26'), past], 'past'],
  ['the first on the index where none has a date', [deck('guide'), deck('a talk')], 'a talk'],
  ['none by a date that cannot be read', [deck('z', 'next Friday'), deck('b')], 'b'],
  ['a listed one before others', [deck('a', undefined, { unlisted: true }), deck('b')], 'b'],
  ['the only one', [deck('broken', undefined, { unlisted: true, errors: ['bad'] })], 'broken'],
])('%s', (_, decks, name) => {
  expect(nextDeck(decks, '2026-11-28')?.name).toBe(name);
});

test('there is none where there are no decks', () => {
  expect(nextDeck([], '2026-11-28')).toBeUndefined();
});
