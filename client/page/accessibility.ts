/** Improves what assistive technology gets of a deck, where reveal.js is less useful. */

import type { RevealApi } from 'reveal.js';
import { isScrollView } from './scroll-view.ts';

/**
 * Lets screen readers use their own keys on slides, and the keyboard scroll what can be scrolled. reveal.js
 * makes the deck an `application`, which captures those keys and hides the main landmark, and puts the controls
 * into a landmark within it.
 */
export function improveAccessibility(reveal: RevealApi, deck: HTMLElement): void {
  deck.removeAttribute('role');
  deck.querySelector('.controls')?.setAttribute('role', 'none');

  const reach = (): void => {
    const scrolls = isScrollView(reveal);
    if (scrolls) document.body.tabIndex = 0;
    else document.body.removeAttribute('tabindex');
    const scope: Element | undefined = scrolls ? deck : reveal.getCurrentSlide();
    for (const code of scope?.querySelectorAll<HTMLElement>('pre code') ?? []) {
      if (code.scrollHeight > code.clientHeight || code.scrollWidth > code.clientWidth) code.tabIndex = 0;
    }
  };
  reveal.on('slidechanged', reach);
  reveal.on('resize', reach);
  reach();
}
