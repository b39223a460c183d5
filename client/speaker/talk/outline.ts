/** Where one can go from where one is, as reveal.js goes. Pure. */
import type { Position } from '../../../server/wire/protocol.ts';

/** A slide, as far as going about needs it. */
export interface OutlineSlide {
  readonly id: string;
  readonly h: number;
  readonly v: number;
  /** Steps beyond its first sight. */
  readonly steps: number;
}

/** All slides in the order in which they are shown. */
export type Outline = readonly OutlineSlide[];

/** A place in an outline. */
export interface Place {
  /** Index of the slide. */
  readonly index: number;
  /** The last fragment shown; −1 for none. */
  readonly f: number;
}

/** A direction of reveal.js: columns are to the left and right, a column's slides are above and below. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The place of a position. The id decides; where it is unknown, the column and row do, and the nearest there is, from its
 * beginning: steps are those of the slide that is not here.
 */
export function placeOf(outline: Outline, { slide, h, v, f }: Position): Place {
  const named = outline.findIndex(({ id }) => id === slide && id !== '');
  const last = outline.findLastIndex((each) => each.h < h || (each.h === h && each.v <= v));
  const index = named === -1 ? Math.max(0, last) : named;
  if (named === -1 && slide !== '') return { index, f: -1 };
  return { index, f: Math.min(f, stepsAt(outline, index) - 1) };
}

/** What the room is told of a place. */
export function positionOf(outline: Outline, { index, f }: Place): Position {
  const { id = '', h = 0, v = 0 } = outline[index] ?? {};
  return { slide: id, h, v, f };
}

/** Another slide: complete when it was passed, at its beginning when it is still to come. */
export function visit(outline: Outline, from: Place, to: number): Place {
  const index = Math.min(Math.max(to, 0), Math.max(0, outline.length - 1));
  if (index === from.index) return from;
  return { index, f: index < from.index ? stepsAt(outline, index) - 1 : -1 };
}

/** One press on: the next fragment, else the next slide; the place itself at the end. */
export function forward(outline: Outline, place: Place, skipSteps = false): Place {
  const { index, f } = place;
  if (!skipSteps && f + 1 < stepsAt(outline, index)) return { index, f: f + 1 };
  return index + 1 < outline.length ? visit(outline, place, index + 1) : place;
}

/** One press back. */
export function backward(outline: Outline, place: Place, skipSteps = false): Place {
  const { index, f } = place;
  if (!skipSteps && f >= 0) return { index, f: f - 1 };
  return index > 0 ? visit(outline, place, index - 1) : place;
}

/**
 * An arrow key. A deck without stacks, or of one single column, is one line for it. Where a column is the last, its
 * slides follow, so that no clicker is stuck.
 */
export function turn(
  outline: Outline,
  place: Place,
  direction: Direction,
  { skipSteps = false, linear = false } = {},
): Place {
  const ahead = direction === 'right' || direction === 'down';
  const oneLine = linear || outline.every(({ v }) => v === 0) || outline.every(({ h }) => h === 0);
  const step = ahead ? forward : backward;
  const current = outline[place.index];
  if (oneLine || !current) return step(outline, place, skipSteps);
  const hasStep = ahead ? place.f + 1 < current.steps : place.f >= 0;
  if (hasStep && !skipSteps) return step(outline, place);
  const { h, v } = current;
  const [column, row] = {
    left: [h - 1, 0],
    right: [h + 1, 0],
    up: [h, v - 1],
    down: [h, v + 1],
  }[direction];
  const found = outline.findIndex((slide) => slide.h === column && slide.v === row);
  if (found !== -1) return visit(outline, place, found);
  return direction === 'right' ? step(outline, place, skipSteps) : place;
}

function stepsAt(outline: Outline, index: number): number {
  return outline[index]?.steps ?? 0;
}
