/** Spares reveal.js its own addresses: the browser tells of those that it sets, and it would go to each slide once more. */
import type { RevealApi } from 'reveal.js';

/**
 * Keeps from reveal.js that the address is now that of the slide which is shown. Its `readURL` takes that slide for another
 * one: a named slide in no stack has no row there, and the present one has row 0. To be called before reveal.js listens.
 */
export function passOverOwnAddress(reveal: RevealApi): void {
  addEventListener('hashchange', (event) => {
    if (location.hash === `#${reveal.getSlidePath()}`) event.stopImmediatePropagation();
  });
}
