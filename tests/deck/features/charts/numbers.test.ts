/** Numbers in charts are read as authors write them, never guessed at, and written in the deck's language. */
import { expect, test } from 'vitest';
import { readNumber, writerFor } from '../../../../server/deck/features/charts/numbers.ts';

test.each([
  ['12', 'en', 12],
  ['-1.5', 'en', -1.5],
  ['−3', 'en', -3],
  ['1e3', 'en', 1000],
  ['1,234,567.5', 'en', 1234567.5],
  ['1 234', 'fr', 1234],
  ['3,5', 'de', 3.5],
  ['1.234,5', 'de', 1234.5],
  ['1.234.567', 'de', 1234567],
  ['0.125', 'de', 0.125],
  ['40 %', 'en', 40],
  ['', 'en', undefined],
  ['–', 'en', undefined],
])('reads %s in %s', (text, lang, value) => {
  expect(readNumber(text, lang)).toMatchObject({ value });
});

test.each([
  ['NaN', 'en', '`NaN` is no number'],
  ['Infinity', 'en', '`Infinity` is no number'],
  ['12 km', 'en', '`12 km` is no number'],
  ['3,5', 'en', '`3,5` is no number'],
  ['1.234', 'de', '`1.234` may be 1234 or 1,234 in the language of this deck'],
  ['1e99', 'en', '`1e99` is too large to be drawn'],
  ['x'.repeat(80), 'en', `\`${'x'.repeat(30)}…\` is no number`],
])('does not guess at %s in %s', (text, lang, reason) => {
  expect(readNumber(text, lang)).toMatchObject({ reason });
});

test.each([
  ['3,5', 'en', 'Write `3.5`, or name the language that writes a comma: `lang: de` in the front matter.'],
  [
    '-1.234,5 %',
    'en',
    'Write `-1234.5`, or name the language that writes a comma: `lang: de` in the front matter.',
  ],
  ['3,5,1', 'en', expect.stringContaining('such as `1234.5`')],
  ['3,5 km', 'de', expect.stringContaining('such as `1234.5`')],
])('says what to do with %s in %s', (text, lang, hint) => {
  expect(readNumber(text, lang)).toMatchObject({ hint });
});

test.each([
  ['de', undefined, '1.234,5'],
  ['en', 'km', '1,234.5\u00a0km'],
  ['de', '%', '1.234,5\u00a0%'],
  ['en', 'EUR', '€1,234.5'],
  ['no language', undefined, '1,234.5'],
])('writes numbers in %s with the unit %s', (lang, unit, text) => {
  expect(writerFor(lang, unit)(1234.5)).toBe(text);
});
