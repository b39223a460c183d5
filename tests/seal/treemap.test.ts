/** Rectangles for sizes. */
import { expect, test } from 'vitest';
import { layOut, type Rectangle } from '../../server/seal/treemap.ts';

const space: Rectangle = { x: 10, y: 20, width: 200, height: 100 };

test.each([
  [[1]],
  [[5, 5, 5, 5, 5]],
  [[160, 78, 39, 26, 24.8, 16, 5.3, 1, 0.2]],
  [Array.from({ length: 60 }, (_, i) => 60 - i)],
])('%j fill the space, each by its share, and none lies on another', (sizes) => {
  const placed = layOut(sizes, space);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  placed.forEach(({ x, y, width, height }, i) => {
    expect(width * height).toBeCloseTo(((sizes[i] ?? 0) / all) * space.width * space.height, 6);
    expect(x).toBeGreaterThanOrEqual(space.x);
    expect(y).toBeGreaterThanOrEqual(space.y);
    expect(x + width).toBeLessThanOrEqual(space.x + space.width + 1e-9);
    expect(y + height).toBeLessThanOrEqual(space.y + space.height + 1e-9);
  });
  const overlaps = placed.flatMap((one, i) => placed.slice(i + 1).filter((other) => overlap(one, other)));
  expect(overlaps).toEqual([]);
});

test('equal sizes are near to square', () => {
  for (const { width, height } of layOut([1, 1, 1, 1, 1, 1, 1, 1], space)) {
    expect(Math.max(width / height, height / width)).toBeLessThanOrEqual(1.0001);
  }
});

test('nothing takes no space', () => {
  expect(layOut([], space)).toEqual([]);
  expect(layOut([0, 0], space).map(({ width, height }) => width * height)).toEqual([0, 0]);
  expect(layOut([1, 0], space).map(({ width, height }) => width * height)).toEqual([20_000, 0]);
});

function overlap(one: Rectangle, other: Rectangle): boolean {
  const apart = 1e-9;
  return (
    one.x + one.width > other.x + apart &&
    other.x + other.width > one.x + apart &&
    one.y + one.height > other.y + apart &&
    other.y + other.height > one.y + apart
  );
}
