/** Navigates an outline as reveal.js does. Pure. */
import type { Position } from '../../../server/wire/protocol.ts';
import type { Direction } from '../../room/keys.ts';

/** The part of a slide that navigation needs. */
export interface OutlineSlide {
  readonly id: string;
  readonly h: number;
  readonly v: number;
  /** Number of steps. */
  readonly steps: number;
}

/** All slides in order. */
export type Outline = readonly OutlineSlide[];

/** A position in an outline. */
export interface Place {
  /** Index of the slide. */
  readonly index: number;
  /** Index of the last visible fragment; −1 for none. */
  readonly f: number;
}

/**
 * Returns the place of a position. The id decides; if it is unknown, the column and row, or the nearest slide
 * before, from its start, since its steps belong to another slide.
 */
export function placeOf(outline: Outline, { slide, h, v, f }: Position): Place {
  const named = outline.findIndex(({ id }) => id === slide && id !== '');
  const last = outline.findLastIndex((each) => each.h < h || (each.h === h && each.v <= v));
  const index = named === -1 ? Math.max(0, last) : named;
  if (named === -1 && slide !== '') return { index, f: -1 };
  return { index, f: Math.min(f, stepsAt(outline, index) - 1) };
}

/** Returns the position of a place, as sent to the room. */
export function positionOf(outline: Outline, { index, f }: Place): Position {
  const { id = '', h = 0, v = 0 } = outline[index] ?? {};
  return { slide: id, h, v, f };
}

/** Goes to another slide: to its last step if it was passed, else to its start. */
export function visit(outline: Outline, from: Place, to: number): Place {
  const index = Math.min(Math.max(to, 0), Math.max(0, outline.length - 1));
  if (index === from.index) return from;
  return { index, f: index < from.index ? stepsAt(outline, index) - 1 : -1 };
}

/** Steps forward: the next fragment, else the next slide; at the end, the same place. */
export function forward(outline: Outline, place: Place, skipSteps = false): Place {
  const { index, f } = place;
  if (!skipSteps && f + 1 < stepsAt(outline, index)) return { index, f: f + 1 };
  return index + 1 < outline.length ? visit(outline, place, index + 1) : place;
}

/** Steps back. */
export function backward(outline: Outline, place: Place, skipSteps = false): Place {
  const { index, f } = place;
  if (!skipSteps && f >= 0) return { index, f: f - 1 };
  return index > 0 ? visit(outline, place, index - 1) : place;
}

/**
 * Follows an arrow key. A deck without stacks, or with a single column, is one sequence. After the last column,
 * its own slides follow, so that no clicker is stuck.
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
