/** Orders a slide's fragments as reveal.js does, and shows a slide at one of its steps. */
import { NEVER, orderFragments } from '../../../server/deck/html/fragment-order.ts';

/** Returns a slide's fragments, each with its step. */
function fragmentsOf(slide: Element): (readonly [Element, number])[] {
  const fragments = [...slide.querySelectorAll<HTMLElement>('.fragment')];
  const order = orderFragments(fragments.map(({ dataset }) => dataset?.fragmentIndex));
  return fragments.map((fragment, i) => [fragment, order[i] ?? 0]);
}

/** Returns the step of each fragment, in document order. */
export function stepsOf(slide: Element): number[] {
  return fragmentsOf(slide).map(([, step]) => step);
}

/** Returns the number of steps of a slide. */
export function countSteps(slide: Element): number {
  return Math.max(-1, ...stepsOf(slide).filter((step) => step !== NEVER)) + 1;
}

/** Shows the fragments up to step `f`; −1 for none. */
export function applyStep(slide: Element, f: number): void {
  for (const [{ classList }, step] of fragmentsOf(slide)) {
    classList.toggle('visible', step <= f);
    classList.toggle('current-fragment', step === f);
  }
}
