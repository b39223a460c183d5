/** Scrolls long code to the highlighted lines of each step, as reveal.js's highlight plugin does. */
import type { RevealApi } from 'reveal.js';

/** Steps are `code` elements stacked on each other: the first is the code itself, the others are its fragments. */
const STEP = 'pre > code[data-line-numbers]';

/** Scrolls on every step, and instantly when a slide is shown or printed. */
export function followCodeSteps(reveal: RevealApi): void {
  const smooth: ScrollBehavior = matchMedia('(prefers-reduced-motion: reduce)').matches
    ? 'instant'
    : 'smooth';
  const showSlide = (): void => {
    const slide: Element | undefined = reveal.getCurrentSlide();
    for (const code of slide?.querySelectorAll(STEP) ?? []) showLines(code, 'instant');
  };
  reveal.on('fragmentshown', (event) => {
    for (const code of steps(event)) showLines(code, smooth, code.previousElementSibling);
  });
  reveal.on('fragmenthidden', (event) => {
    for (const code of steps(event)) {
      if (code.previousElementSibling) showLines(code.previousElementSibling, smooth, code);
    }
  });
  reveal.on('slidechanged', showSlide);
  reveal.on('pdf-ready', () => {
    for (const code of document.querySelectorAll(`${STEP}.current-fragment`)) showLines(code, 'instant');
  });
  showSlide();
}

/** Returns the code steps among the fragments of an event. */
function steps(event: Event): Element[] {
  const fragments: readonly Element[] =
    'fragments' in event && Array.isArray(event.fragments) ? event.fragments : [];
  return fragments.filter((fragment) => fragment.matches(STEP));
}

/**
 * Scrolls the middle of the highlighted lines to the middle of the code, starting from the position of
 * `previous`.
 */
function showLines(code: Element, behavior: ScrollBehavior, previous?: Element | null): void {
  const lines = code.querySelectorAll<HTMLElement>('.highlight-line');
  const first = lines[0];
  const last = lines[lines.length - 1];
  if (previous) code.scrollTop = previous.scrollTop;
  if (!first || !last) return;
  const middle = (first.offsetTop + last.offsetTop + last.offsetHeight) / 2;
  // Lines that do not fit are shown from the first one on.
  const top = Math.min(middle - code.clientHeight / 2, first.offsetTop);
  code.scrollTo({ top, behavior });
}
