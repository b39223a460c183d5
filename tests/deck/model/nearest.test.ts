/** The nearest known word to a mistyped one. */
import { expect, test } from 'vitest';
import { nearest } from '../../../server/deck/model/nearest.ts';

const words = ['theme', 'title', 'transition', 'highlightTheme', 'css'];

test.each([
  ['thme', 'theme'],
  ['Theme', 'theme'],
  ['tilte', 'title'],
  ['transiton', 'transition'],
  ['highlighttheme', 'highlightTheme'],
  ['csss', 'css'],
])('%s is taken for %s', (typed, meant) => {
  expect(nearest(typed, words)).toBe(meant);
});

test.each(['aspectRatio', '', 'zzzz'])('nothing is near "%s"', (typed) => {
  expect(nearest(typed, words.slice(0, 4))).toBeUndefined();
});

test('of equally near words the first wins', () => {
  expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
});
