/** The numbers that people know slides by, and what they mean by one. */
import { describe, expect, test } from 'vitest';
import {
  findNumber,
  formatOf,
  type NumberedSlide,
  slideNumbers,
} from '../../../client/page/slide-numbers.ts';

const slide = (h: number, v = 0, isInStack = false, counts = true): NumberedSlide => ({
  h,
  v,
  isInStack,
  counts,
});

/** A slide, a stack of three, a slide, and one to spare. */
const deck = [
  slide(0),
  slide(1, 0, true),
  slide(1, 1, true),
  slide(1, 2, true),
  slide(2),
  slide(3, 0, false, false),
];

describe('the numbers of slides', () => {
  test.each([
    [undefined, 'line'],
    [false, 'line'],
    ['c', 'line'],
    ['c/t', 'line'],
    [true, '.'],
    ['h.v', '.'],
    ['h/v', '/'],
  ] as const)('are, with slideNumber %s, written as reveal.js does', (option, format) => {
    expect(formatOf(option, 3)).toBe(format);
    expect(formatOf(option, 1)).toBe('line');
  });

  test.each([
    ['line', ['1', '2', '3', '4', '5', '5']],
    ['.', ['1', '2.1', '2.2', '2.3', '3', '3']],
    ['/', ['1', '2/1', '2/2', '2/3', '3', '3']],
  ] as const)('as %s', (format, numbers) => {
    expect(slideNumbers(deck, format)).toEqual(numbers);
  });

  test.each([
    ['line', '3', 2],
    ['line', '5', 4],
    ['line', '2.3', 3],
    ['line', '9', -1],
    ['line', '0', -1],
    ['.', '3', 4],
    ['.', '2', 1],
    ['.', '2.2', 2],
    ['.', ' 02/2 ', 2],
    ['/', '2.2', 2],
    ['.', '9.1', -1],
  ] as const)('as %s, %s leads to one', (format, text, index) => {
    expect(findNumber(deck, format, text)).toBe(index);
  });
});
