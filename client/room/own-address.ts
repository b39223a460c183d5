/**
 * Keeps reveal.js from handling the addresses that it sets itself: browsers report these as changes, too, and it
 * would go to each slide again.
 */
import type { RevealApi } from 'reveal.js';

/**
 * Stops `hashchange` events for the address of the current slide. reveal.js's `readURL` takes it for another
 * slide: a named slide outside of a stack has no row there, and the current one has row 0. Must be called
 * before reveal.js listens.
 */
export function passOverOwnAddress(reveal: RevealApi): void {
  addEventListener('hashchange', (event) => {
    if (isOwnAddress(reveal)) event.stopImmediatePropagation();
  });
}

/** Returns whether the address is that of the current slide. */
export function isOwnAddress(reveal: RevealApi): boolean {
  return location.hash === `#${reveal.getSlidePath()}`;
}
