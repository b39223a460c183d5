/** What a log tells after the talk. */

import { expect, test } from 'vitest';
import { summarizeRuns } from '../../server/live/presenter/runs.ts';
import { decodeEntry, type Entry, encodeEntry } from '../../server/live/room/log-entry.ts';

const go = (at: number, slide: string, epoch = 'one'): Entry => ({
  at,
  epoch,
  seq: 1,
  by: 'stage',
  type: 'go',
  position: { slide, h: 0, v: 0, f: -1 },
});
const end = (at: number, epoch = 'one'): Entry => ({ at, epoch, seq: 9, by: 'stage', type: 'end' });

test('a run is how long each slide was shown, visits together', () => {
  const pause: Entry = { at: 4000, epoch: 'one', seq: 3, by: 'phone', type: 'pause', paused: true };
  const log = [go(1000, 'a'), go(3000, 'b'), pause, go(5000, 'b'), go(6000, 'a'), go(6500, 'c'), end(9000)];
  expect(summarizeRuns(log)).toEqual([
    {
      epoch: 'one',
      started: 1000,
      ended: 9000,
      total: 8000,
      over: true,
      slides: [
        { slide: 'a', h: 0, v: 0, duration: 2500, visits: 2 },
        { slide: 'b', h: 0, v: 0, duration: 3000, visits: 1 },
        { slide: 'c', h: 0, v: 0, duration: 2500, visits: 1 },
      ],
    },
  ]);
});

test('a run that nobody ended lasts until a presenter was last seen', () => {
  const [run] = summarizeRuns([go(0, 'a'), { at: 60_000, epoch: 'one', type: 'present' }]);
  expect(run).toMatchObject({ total: 60_000, over: false, slides: [{ duration: 60_000 }] });
  const [expired] = summarizeRuns([go(0, 'a'), { at: 45_000, epoch: 'one', type: 'expire' }]);
  expect(expired).toMatchObject({ total: 45_000, over: true });
});

test.each([3_600_000, -3_600_000])('a clock that is set by %i ms lengthens no slide', (by) => {
  const clock: Entry = { at: 10_000_000 + 40 + by, epoch: 'one', type: 'clock', by };
  const start = 10_000_000;
  const run = summarizeRuns([go(start, 'a'), clock, go(start + 50 + by, 'b'), end(start + 70 + by)])[0];
  expect(run).toMatchObject({ started: start, ended: start + 70, total: 70 });
  expect(run?.slides.map(({ duration }) => duration)).toEqual([50, 20]);
});

test('runs come newest first, and clocks make none', () => {
  const timer: Entry = { at: 5, epoch: 'zero', type: 'timer', action: 'start' };
  const after: Entry = { at: 800_000, epoch: 'one', type: 'timer', action: 'reset' };
  const runs = summarizeRuns([timer, go(10, 'a'), end(20), after, go(900_000, 'a', 'two')]);
  expect(runs.map(({ epoch, total }) => [epoch, total])).toEqual([
    ['two', 0],
    ['one', 10],
  ]);
  expect(summarizeRuns([])).toEqual([]);
});

test.each<Entry>([
  go(1, 'größe'),
  end(2),
  { at: 3, epoch: 'e', seq: 2, by: 'b', type: 'pause', paused: false },
  { at: 3, epoch: 'e', type: 'timer', action: 'reset' },
  { at: 3, epoch: 'e', type: 'present' },
  { at: 3, epoch: 'e', type: 'expire' },
  { at: 3, epoch: 'e', type: 'clock', by: -3_600_000 },
])('$type is one line, and itself again', (entry) => {
  expect(encodeEntry(entry)).toMatch(/^[^\n]+\n$/);
  expect(decodeEntry(encodeEntry(entry).trim())).toEqual(entry);
});

test.each([
  '',
  '{}',
  '{"at":1,"epoch":"e","type":"go"}',
  '{"at":-1,"epoch":"e","type":"present"}',
  '{"at":1,"epoch":"e","type":"clock"}',
  '[]',
  '7',
])('%j is no entry', (line) => {
  expect(decodeEntry(line)).toBeUndefined();
});
