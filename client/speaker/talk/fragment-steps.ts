/** Orders a slide's fragments as reveal.js does, and shows a slide at one of its steps. */

/**
 * Returns the step at which each fragment appears. `written` are the fragments' `data-fragment-index`
 * attributes in document order. Those with one come first, sorted, equal ones together; the others follow one
 * by one (reveal.js 6.0.2, controllers/fragments).
 */
export function orderFragments(written: readonly (string | undefined)[]): number[] {
  const indices = written.map((index) => {
    const number = Number.parseInt(index ?? '', 10);
    return number >= 0 ? number : undefined;
  });
  const explicit = [...new Set(indices.filter((index) => index !== undefined))].sort((a, b) => a - b);
  let free = explicit.length;
  return indices.map((index) => (index === undefined ? free++ : explicit.indexOf(index)));
}

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
  return Math.max(-1, ...stepsOf(slide)) + 1;
}

/** Shows the fragments up to step `f`; −1 for none. */
export function applyStep(slide: Element, f: number): void {
  for (const [{ classList }, step] of fragmentsOf(slide)) {
    classList.toggle('visible', step <= f);
    classList.toggle('current-fragment', step === f);
  }
}
