/** A slide's fragments in the order in which reveal.js shows them, and a slide as it is at one of its steps. */
import { NEVER, orderFragments } from '../../../server/deck/html/fragment-order.ts';

/** A slide's fragments, each with its step. */
function fragmentsOf(slide: Element): (readonly [Element, number])[] {
  const fragments = [...slide.querySelectorAll<HTMLElement>('.fragment')];
  const order = orderFragments(fragments.map(({ dataset }) => dataset?.fragmentIndex));
  return fragments.map((fragment, i) => [fragment, order[i] ?? 0]);
}

/** The step of each fragment, in document order. */
export function stepsOf(slide: Element): number[] {
  return fragmentsOf(slide).map(([, step]) => step);
}

/** How many steps a slide has beyond its first sight. */
export function countSteps(slide: Element): number {
  return Math.max(-1, ...stepsOf(slide).filter((step) => step !== NEVER)) + 1;
}

/** Shows the fragments up to the step `f`; −1 shows none. */
export function applyStep(slide: Element, f: number): void {
  for (const [{ classList }, step] of fragmentsOf(slide)) {
    classList.toggle('visible', step <= f);
    classList.toggle('current-fragment', step === f);
  }
}
