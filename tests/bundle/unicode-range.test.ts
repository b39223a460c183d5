/** Ranges of characters, read and written. */
import { expect, test } from 'vitest';
import { formatRange, rangeTest } from '../../server/bundle/fonts/unicode-range.ts';

test.each([
  [0x41, true],
  [0x5a, true],
  [0x5b, false],
  [0x131, true],
  [0x1f600, false],
])('U+0041-005A,U+0131 and %i: %s', (codePoint, expected) => {
  expect(rangeTest('U+0041-005A, U+0131')(codePoint)).toBe(expected);
});

test('neighbours join, in any order and once', () => {
  expect(formatRange([0x63, 0x61, 0x62, 0x61, 0x1f600])).toBe('U+61-63,U+1F600');
});
