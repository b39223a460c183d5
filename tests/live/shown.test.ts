/** What a run has shown, entry by entry. */

import { describe, expect, test } from 'vitest';
import type { Entry } from '../../server/live/room/log-entry.ts';
import { NOTHING_SHOWN, seenPosition, shownAfter, shownByLog } from '../../server/live/shown.ts';
import type { Position } from '../../server/wire/protocol.ts';

const stamp = (epoch: string) => ({ at: 0, epoch, seq: 1, by: 'stage' });
const at = (slide: string, f = -1): Position => ({ slide, h: 0, v: 0, f });
const go = (slide: string, f = -1, epoch = 'one'): Entry => ({
  ...stamp(epoch),
  type: 'go',
  position: at(slide, f),
});
const black = (paused: boolean, epoch = 'one'): Entry => ({ ...stamp(epoch), type: 'pause', paused });
const end: Entry = { ...stamp('one'), type: 'end' };
const clock: Entry = { at: 0, epoch: 'two', type: 'timer', action: 'start' };

const steps = (entries: readonly Entry[]) => {
  const { slides } = entries.reduce(shownAfter, NOTHING_SHOWN);
  return Object.fromEntries([...slides].map(([id, { step }]) => [id, step]));
};

test.each<readonly [string, readonly Entry[], Record<string, number>]>([
  ['nothing', [], {}],
  ['slides', [go('a'), go('c')], { a: -1, c: -1 }],
  ['the furthest step of each', [go('a', 1), go('b', 2), go('a', 0)], { a: 1, b: 2 }],
  ['what an end leaves', [go('a'), end], { a: -1 }],
  ['no slide without a name', [go('')], {}],
  ['the last run only', [go('a'), end, go('b', 0, 'two')], { b: 0 }],
  ['what a clock of another run leaves', [go('a'), clock], { a: -1 }],
  ['nothing that was passed behind a black screen', [go('a'), black(true), go('b'), go('c')], { a: -1 }],
  [
    'where the screens are when they come back',
    [go('a'), black(true), go('b'), go('c'), black(false)],
    { a: -1, c: -1 },
  ],
  ['nothing behind a black screen at the end', [go('a'), black(true), go('b'), end], { a: -1 }],
  ['what stands there when a run begins with a black screen', [go('a'), end, black(true, 'two')], {}],
  ['and is seen after it', [go('a'), end, black(true, 'two'), black(false, 'two')], { a: -1 }],
])('a run has shown %s', (_, entries, expected) => {
  expect(steps(entries)).toEqual(expected);
  expect(shownByLog(entries).slides).toEqual(entries.reduce(shownAfter, NOTHING_SHOWN).slides);
});

test('counts each showing of something new, and remembers when', () => {
  const after = [go('a'), go('b'), go('b', 0), go('a'), go('b', 0)].reduce(shownAfter, NOTHING_SHOWN);
  expect(after.count).toBe(3);
  expect(after.slides.get('a')).toEqual({ step: -1, first: 1, last: 1 });
  expect(after.slides.get('b')).toEqual({ step: 0, first: 2, last: 3 });
});

describe('the audience is told of a position', () => {
  const run = [go('a'), go('b', 1), black(true), go('c')].reduce(shownAfter, NOTHING_SHOWN);
  test.each([
    ['that was shown', at('a'), at('a')],
    ['of a step that was shown', at('b', 0), at('b', 0)],
    ['behind a black screen as the one before it', at('c'), at('b', 1)],
    ['of a later step as the one before it', at('a', 3), at('b', 1)],
  ])('%s', (_, position, told) => {
    expect(seenPosition(run, position)).toEqual(told);
  });

  test('before anything was shown as the beginning', () => {
    expect(seenPosition(NOTHING_SHOWN, at('a'))).toEqual(at(''));
  });
});
