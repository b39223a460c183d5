/** What assistive technology is told about a deck, where reveal.js tells it something less useful. */

import type { RevealApi } from 'reveal.js';
import { isScrollView } from './scroll-view.ts';

/**
 * Lets people read slides with a screen reader's own keys, and lets the keyboard scroll what scrolls. reveal
 * makes the deck an `application`, which takes those keys and the main landmark away, and puts the controls into a
 * landmark within it.
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
