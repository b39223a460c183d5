/** Corrects reveal.js's scroll view, which phones start with: its own navigation misses slides. */
import type { RevealApi } from 'reveal.js';

/** Returns whether the scroll view is active. reveal.js's `isScrollView()` is missing in its types. */
export function isScrollView(reveal: RevealApi): boolean {
  return reveal.getViewportElement()?.classList.contains('reveal-scroll') ?? false;
}

/** The options that decide it. */
interface Activation {
  readonly view?: string | null;
  readonly margin?: number;
  readonly scrollActivationWidth?: number | string | null;
}

/** Returns whether reveal.js will start with the scroll view (6.0.2, `checkResponsiveScrollView`). */
export function startsScrolling({ view, margin = 0.04, scrollActivationWidth = 435 }: Activation): boolean {
  return view === 'scroll' || innerWidth * (1 - margin) <= Number(scrollActivationWidth);
}

/**
 * Scrolls exactly to a slide's page. reveal.js 6.0.2 multiplies a fraction of all steps by a height that is one
 * screen too short (`scrollToSlide`), and snapping then selects the neighbour.
 */
export function scrollExactly(reveal: RevealApi): void {
  reveal.on('beforeslidechange', (event) => {
    if (!isScrollView(reveal) || !('indexh' in event && 'indexv' in event)) return;
    const at = `[data-index-h="${event.indexh}"][data-index-v="${event.indexv ?? 0}"]`;
    const page = reveal.getSlidesElement()?.querySelector(at)?.closest('.scroll-page');
    if (!page) return;
    event.preventDefault();
    page.scrollIntoView({ behavior: 'instant' });
  });
}

/**
 * Goes to the address with which the deck was opened: reveal.js replaces it by the first slide's before reading
 * it.
 */
export function scrollToNamed(reveal: RevealApi, slide: HTMLElement, address: string): void {
  if (!isScrollView(reveal) || address === '') return;
  const { h, v } = reveal.getIndices(slide);
  reveal.slide(h, v);
  history.replaceState(history.state, '', address);
}
