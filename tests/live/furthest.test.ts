/** How far a run has come, entry by entry. */
import { expect, test } from 'vitest';
import { BEGINNING, furthest } from '../../server/live/furthest.ts';
import type { Entry } from '../../server/live/record.ts';

const go = (h: number, v: number, epoch = 'one'): Entry => ({
  type: 'go',
  at: 0,
  epoch,
  seq: 1,
  by: 'stage',
  position: { slide: '', h, v, f: -1 },
});

test.each([
  ['nothing has been shown', [], [0, 0]],
  ['the talk goes on', [go(1, 0), go(2, 0), go(2, 1)], [2, 1]],
  ['it goes back', [go(2, 1), go(2, 0), go(1, 5)], [2, 1]],
  ['it ends', [go(2, 1), { type: 'end', at: 1, epoch: 'one', seq: 2, by: 'stage' } as const], [2, 1]],
  ['another run begins', [go(7, 0), go(1, 0, 'two')], [1, 0]],
] as const)('%s', (_, entries: readonly Entry[], [h, v]) => {
  expect(entries.reduce(furthest, BEGINNING)).toMatchObject({ h, v });
});
