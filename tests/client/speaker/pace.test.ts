/** Time as a speaker reads it, as tables; and the small judgements of the speaker view. */
import { describe, expect, test } from 'vitest';
import { orderFragments } from '../../../client/speaker/talk/fragment-steps.ts';
import { LinkQualityMeter } from '../../../client/speaker/talk/link-quality.ts';
import {
  bestRun,
  describeLag,
  evenPlan,
  formatTime,
  lag,
  planLike,
  type RunChoice,
  timeLeft,
} from '../../../client/speaker/talk/pace.ts';
import { TapFilter } from '../../../client/speaker/talk/tap-filter.ts';
import { matchSlides } from '../../../client/speaker/view/jump.ts';

const MINUTE = 60_000;

describe('a time', () => {
  test.each([
    [0, '0:00'],
    [999, '0:00'],
    [61_000, '1:01'],
    [59 * MINUTE + 59_999, '59:59'],
    [60 * MINUTE, '1:00:00'],
    [-999, '0:00'],
    [-1000, '−0:01'],
    [-65_000, '−1:05'],
  ])('of %i ms is %s', (time, text) => expect(formatTime(time)).toBe(text));

  test.each([0, 1, 999, 1000, 61_500, 20 * MINUTE - 1, 20 * MINUTE, 25 * MINUTE + 300])(
    'elapsed and left add up at %i ms',
    (elapsed) => {
      const seconds = (text: string) =>
        text.split(':').reduce((sum, part) => sum * 60 + Math.abs(Number(part.replace('−', '-'))), 0);
      const left = timeLeft(20 * MINUTE, elapsed);
      const sign = left < 0 ? -1 : 1;
      expect(seconds(formatTime(elapsed)) + sign * seconds(formatTime(left))).toBe(20 * 60);
    },
  );
});

describe('the pace', () => {
  const plan = evenPlan(10, 20 * MINUTE);

  test.each([
    ['within the slide’s time', 3, 7 * MINUTE, 'On time'],
    ['a few seconds late', 3, 8 * MINUTE + 20_000, 'On time'],
    ['half a minute late', 3, 8 * MINUTE + 31_000, '1 min behind'],
    ['two minutes late', 3, 10 * MINUTE, '2 min behind'],
    ['early', 5, 5 * MINUTE, '5 min ahead'],
    ['over at the end', 9, 23 * MINUTE, '3 min behind'],
  ])('%s', (_, index, elapsed, text) => {
    expect(describeLag(lag(plan, index, elapsed)).text).toBe(text);
  });

  test('follows the shares of an earlier run', () => {
    const run = { total: 100, slides: [share('a', 60), share('b', 20), share('c', 20)] };
    expect(planLike(run, ['a', 'b', 'c'], 1000)).toEqual([0, 600, 800, 1000]);
  });

  test('gives a slide that is new the middle of the others', () => {
    const run = { total: 100, slides: [share('a', 60), share('b', 20), share('c', 20)] };
    expect(planLike(run, ['a', 'x', 'b', 'c'], 1200)).toEqual([0, 600, 800, 1000, 1200]);
  });
});

describe('the best run', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const run = (total: number, shown = ids, durations = shown.map(() => total / shown.length)) => ({
    epoch: `${total}`,
    total,
    slides: shown.map((id, i) => share(id, durations[i] ?? 0)),
  });
  const none: RunChoice = { chosen: undefined, forgotten: [] };
  const good = run(19 * MINUTE);
  const waited = run(20 * MINUTE, ids, [20 * MINUTE - 4_000, 1_000, 1_000, 1_000, 1_000]);

  test.each([
    ['is the nearest to the plan', [run(30 * MINUTE), good, run(11 * MINUTE)], 20 * MINUTE, none, 1],
    ['is the newest without a plan', [run(30 * MINUTE), good], undefined, none, 0],
    ['showed nearly all', [run(20 * MINUTE, ['a', 'b']), run(40 * MINUTE)], 20 * MINUTE, none, 1],
    ['is no mere try', [run(10_000)], undefined, none, -1],
    ['is no click through the slides', [run(32_000)], 10 * MINUTE, none, -1],
    ['is none without a plan either', [run(8_000 + 22_000, ids, [29_000, 0, 0, 0, 0])], undefined, none, -1],
    ['is no wait on the first slide', [waited], 20 * MINUTE, none, -1],
    ['is none that was left open', [run(50 * MINUTE)], 20 * MINUTE, none, -1],
    ['is the chosen one', [good, run(32_000)], 20 * MINUTE, { chosen: '32000', forgotten: [] }, 1],
    ['is none that is forgotten', [good], 20 * MINUTE, { chosen: undefined, forgotten: [good.epoch] }, -1],
    ['is as ever where the chosen one is gone', [good], 20 * MINUTE, { chosen: 'x', forgotten: [] }, 0],
  ])('%s', (_, runs, length, choice, expected) => {
    const best = bestRun(runs, ids, { length, choice });
    expect(runs.findIndex((run) => Object.is(run, best))).toBe(expected);
  });
});

function share(slide: string, duration: number) {
  return { slide, duration };
}

describe('fragments', () => {
  test.each([
    ['come in document order', [undefined, undefined], [0, 1]],
    ['with an index come first', [undefined, '3', undefined], [1, 0, 2]],
    ['with the same index come together', ['5', undefined, '5'], [0, 1, 0]],
    ['leave no gaps', ['7', '2', '100'], [1, 0, 2]],
    ['with nonsense for an index have none', ['x', '-1', '0'], [1, 2, 0]],
  ])('%s', (_, written, order) => expect(orderFragments(written)).toEqual(order));
});

describe('a list of slides', () => {
  const slides = ['Boot time', 'Time is money', '2038', 'End'].map((title, h) => ({
    title,
    h,
    v: 0,
    isInStack: false,
    counts: true,
  }));
  test.each([
    ['2', [1]],
    [' 4 ', [3]],
    ['0', []],
    ['99', []],
    ['time', [0, 1]],
    ['money time', [1]],
    ['', [0, 1, 2, 3]],
  ])('%j finds %j', (text, found) => expect(matchSlides({ slides, format: 'line' }, text)).toEqual(found));
});

describe('taps', () => {
  test('on the same button count once in a quarter of a second', () => {
    const taps = new TapFilter();
    const seen = [0, 100, 249, 250, 400, 600].map((at) => taps.accepts('next', at));
    expect(seen).toEqual([true, false, false, true, false, true]);
  });

  test('on different buttons all count', () => {
    const taps = new TapFilter();
    expect([taps.accepts('next', 0), taps.accepts('previous', 50)]).toEqual([true, true]);
  });
});

describe('the connection', () => {
  test('is good while the room speaks and answers', () => {
    const meter = new LinkQualityMeter();
    expect(meter.quality(0)).toBe('connecting');
    meter.connected(500, true);
    expect(meter.quality(600)).toBe('good');
    meter.sent(1000);
    meter.heard(1040, true);
    expect(meter.quality(2000)).toBe('good');
  });

  test('is slow while an answer takes long, and until one is quick again', () => {
    const meter = new LinkQualityMeter();
    meter.connected(0, true);
    meter.sent(1000);
    expect(meter.quality(1700)).toBe('slow');
    meter.heard(1900, true);
    expect(meter.quality(2000)).toBe('slow');
    meter.sent(2500);
    meter.heard(2550, true);
    expect(meter.quality(2600)).toBe('good');
  });

  test('is slow when the room is silent, and lost when it is gone', () => {
    const meter = new LinkQualityMeter();
    meter.connected(0, true);
    expect(meter.quality(5000)).toBe('slow');
    meter.connected(8000, false);
    expect(meter.quality(8000)).toBe('lost');
  });

  test('is lost when there never was one', () => {
    const meter = new LinkQualityMeter();
    meter.quality(0);
    expect(meter.quality(3001)).toBe('lost');
  });
});
