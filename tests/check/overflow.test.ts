/** What of a slide has no room, told from where everything is. */
import { expect, test } from 'vitest';
import { overflowsOf } from '../../server/check/rendered/overflow.ts';
import type { Measures } from '../../server/check/rendered/rendered-in-page.ts';

const empty: Measures = {
  scale: 2,
  width: 1280,
  height: 720,
  parts: [],
  header: { left: 60, right: 1200, top: 16, bottom: 60 },
  footer: { left: 60, right: 1200, top: 660, bottom: 700 },
  code: [],
};
const part = (left: number, right: number, top: number, bottom: number, placed = false) => ({
  left,
  right,
  top,
  bottom,
  placed,
  words: 'words',
});

test.each([
  ['what fits', { parts: [part(60, 900, 100, 662)] }, []],
  [
    'the lower edge',
    { parts: [part(0, 50, 700, 760)] },
    ['the slide reaches 20 pixels beyond the lower edge of the stage'],
  ],
  [
    'the worst edge',
    { parts: [part(-10, 1300, 100, 200)] },
    ['the slide reaches 10 pixels beyond the right edge of the stage'],
  ],
  ['its footer', { parts: [part(60, 900, 600, 680)] }, ['the slide reaches over its footer']],
  ['its header', { parts: [part(60, 900, 20, 90)] }, ['the slide reaches over its header']],
  ['beside its footer', { parts: [part(1210, 1270, 600, 700)] }, []],
  ['placed over its footer', { parts: [part(60, 900, 600, 680, true)] }, []],
  [
    'code',
    {
      code: [
        { right: 12, lower: 30, words: '' },
        { right: 3, lower: 3, words: '' },
      ],
    },
    ['30 pixels of code are cut off at the lower edge of its frame'],
  ],
] as const)('%s', (_name, measures, reasons) => {
  expect(overflowsOf({ ...empty, ...measures }).map(({ reason }) => reason)).toEqual(reasons);
});

test('code that scrolls in a hand is not cut off there', () => {
  const code = [{ right: 0, lower: 30, words: '' }];
  expect(overflowsOf({ ...empty, code }, { isPhone: true })).toEqual([]);
});

test('a deck without such lines has none to reach over', () => {
  const { header: _, footer: __, ...rest } = empty;
  const measures = { ...rest, header: undefined, footer: undefined, parts: [part(60, 900, 10, 700)] };
  expect(overflowsOf(measures)).toEqual([]);
});
