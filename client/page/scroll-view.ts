/** The scroll view, with which phones start: slides below each other, where reveal's own way to a slide misses it. */
import type { RevealApi } from 'reveal.js';

/** Whether the slides stand below each other. reveal's `isScrollView()` is missing in its types. */
export function isScrollView(reveal: RevealApi): boolean {
  return reveal.getViewportElement()?.classList.contains('reveal-scroll') ?? false;
}

/**
 * Lets every way to a slide end at its page. reveal 6.0.2 multiplies a share of all steps with a height that is one
 * screen shorter (`scrollToSlide`), and snapping then takes the neighbour.
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
 * Goes where the address pointed when the deck was opened: reveal writes the first slide's address over it before
 * reading it.
 */
export function scrollToNamed(reveal: RevealApi, slide: HTMLElement, address: string): void {
  if (!isScrollView(reveal) || address === '') return;
  const { h, v } = reveal.getIndices(slide);
  reveal.slide(h, v);
  history.replaceState(history.state, '', address);
}
