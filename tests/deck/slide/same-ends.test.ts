import { describe, expect, test } from 'vitest';
import { sameEnds } from '../../../server/deck/slide/same-ends.ts';

describe('the ends of two lists', () => {
  test.each([
    ['', '', 0, 0],
    ['abc', 'abc', 3, 0],
    ['abc', 'aXc', 1, 1],
    ['abc', 'abXc', 2, 1],
    ['abc', 'ac', 1, 1],
    ['abc', 'bc', 0, 2],
    ['abc', 'ab', 2, 0],
    ['aa', 'aaa', 2, 0],
    ['abab', 'ab', 2, 0],
    ['abc', 'xyz', 0, 0],
    ['', 'abc', 0, 0],
  ])('%o and %o', (before, after, start, end) => {
    expect(sameEnds([...before], [...after], (a, b) => a === b)).toEqual({ start, end });
  });
});
