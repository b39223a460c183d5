/** Computes where an action leads. Pure. */
import type { Direction, KeyAction } from '../../room/keys.ts';
import { backward, forward, type Outline, type Place, turn, visit } from './outline.ts';

/** How a deck is navigated. */
export interface Way {
  readonly slides: Outline;
  /** Whether slides are one sequence, with or without stacks. */
  readonly linear: boolean;
  /** Whether columns run from right to left. */
  readonly rtl: boolean;
}

/** Returns the position that an action leads to; undefined where it leads nowhere. */
export function destination(
  { slides, linear, rtl }: Way,
  place: Place,
  action: KeyAction,
): Place | undefined {
  const { h, v } = slides[place.index] ?? { h: 0, v: 0 };
  switch (action.type) {
    case 'forward':
      return forward(slides, place, action.skipSteps);
    case 'backward':
      return backward(slides, place, action.skipSteps);
    case 'turn': {
      const direction = rtl ? MIRRORED[action.direction] : action.direction;
      return turn(slides, place, direction, { skipSteps: action.skipSteps, linear });
    }
    case 'first':
      return visit(slides, place, 0);
    case 'last':
      return visit(slides, place, slides.length - 1);
    case 'column-top':
      return visit(slides, place, place.index - v);
    case 'column-end':
      return visit(
        slides,
        place,
        slides.findLastIndex((slide) => slide.h === h),
      );
    default:
      return undefined;
  }
}

const MIRRORED: Readonly<Record<Direction, Direction>> = {
  left: 'right',
  right: 'left',
  up: 'up',
  down: 'down',
};
