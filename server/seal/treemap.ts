/** Lays sizes out as rectangles whose areas are in their ratio, as square as they can be. */
import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';

/** A rectangle in any one unit. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Rectangles for sizes, which stand greatest first, that fill `space`. */
export function layOut(sizes: readonly number[], { x, y, width, height }: Rectangle): readonly Rectangle[] {
  const all = hierarchy<{ size?: number; parts?: { size: number }[] }>(
    { parts: sizes.map((size) => ({ size })) },
    ({ parts }) => parts,
  ).sum(({ size = 0 }) => size);
  const { children = [] } = treemap<typeof all.data>().tile(treemapSquarify.ratio(1)).size([width, height])(
    all,
  );
  return children.map(({ x0, y0, x1, y1 }) => ({ x: x + x0, y: y + y0, width: x1 - x0, height: y1 - y0 }));
}
