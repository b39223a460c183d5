/** Lays sizes out as rectangles whose areas are in their ratio, as square as they can be. */

/** A rectangle in any one unit. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Rectangles for sizes, which stand greatest first, that fill `space`: rows along its shorter side, each as long as its
 * rectangles stay square (Bruls, Huizing and van Wijk: Squarified Treemaps, 2000).
 */
export function layOut(sizes: readonly number[], space: Rectangle): readonly Rectangle[] {
  const all = sum(sizes);
  if (all === 0) return sizes.map(() => ({ ...space, width: 0, height: 0 }));
  const scale = (space.width * space.height) / all;
  const areas = sizes.map((size) => size * scale);
  const placed: Rectangle[] = [];
  let left = space;
  while (placed.length < areas.length) {
    const side = Math.min(left.width, left.height);
    let count = 1;
    const row = () => areas.slice(placed.length, placed.length + count);
    while (placed.length + count < areas.length) {
      const before = worst(row(), side);
      count++;
      if (worst(row(), side) <= before) continue;
      count--;
      break;
    }
    const thick = side === 0 ? 0 : sum(row()) / side;
    const isTall = left.height <= left.width;
    let at = isTall ? left.y : left.x;
    for (const area of row()) {
      const long = thick === 0 ? 0 : area / thick;
      placed.push(
        isTall
          ? { x: left.x, y: at, width: thick, height: long }
          : { x: at, y: left.y, width: long, height: thick },
      );
      at += long;
    }
    left = isTall
      ? { ...left, x: left.x + thick, width: left.width - thick }
      : { ...left, y: left.y + thick, height: left.height - thick };
  }
  return placed;
}

/** How far from square the least square rectangle of a row is; 1 is square. */
function worst(row: readonly number[], side: number): number {
  const thick = sum(row) / side;
  return Math.max(...row.map((area) => Math.max(thick ** 2 / area, area / thick ** 2)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
