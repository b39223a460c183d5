/** Words of charts find room, or are cut; none overlap. */
import { expect, test } from 'vitest';
import { spread, widthOf, wrap } from '../../../../server/deck/features/charts/draw/letters.ts';

test('words break into lines, and what has no room is cut', () => {
  expect(wrap('Belfast and its surroundings', 8, 3)).toEqual({
    lines: ['Belfast and its', 'surroundings'],
    isCut: false,
  });
  expect(wrap('Belfast and its surroundings', 8, 1)).toEqual({ lines: ['Belfast and its…'], isCut: true });
  const { lines, isCut } = wrap('x'.repeat(80), 6, 2);
  expect(isCut).toBe(true);
  expect(widthOf(lines[0] ?? '')).toBeLessThanOrEqual(6);
});

test('letters of wide scripts are wider', () => {
  expect(widthOf('雨量')).toBeGreaterThan(widthOf('rain') * 1.1);
});

test('labels that want the same place move apart, and stay within the plot', () => {
  const places = spread([0.5, 0.5, 0.98, 1].map((at) => ({ at, room: 0.1, rank: 1 }))).map(
    (each) => each ?? -1,
  );
  const [a = 0, b = 0, c = 0, d = 0] = places;
  expect(b - a).toBeGreaterThanOrEqual(0.0999);
  expect(d - c).toBeGreaterThanOrEqual(0.0999);
  expect(d).toBeLessThanOrEqual(1);
});

test('of more labels than have room, those of the highest rank stay', () => {
  const places = spread(
    Array.from({ length: 30 }, (_, i) => ({ at: i / 30, room: 0.08, rank: i === 3 ? 99 : i })),
  );
  expect(places[3]).toBeDefined();
  expect(places[0]).toBeUndefined();
  expect(places.filter((place) => place !== undefined)).toHaveLength(13);
});
