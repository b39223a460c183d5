/** What assistive technology is told about a deck, where reveal.js tells it something less useful. */

/**
 * Lets people read slides with a screen reader's own keys, and names the controls. reveal makes the deck an
 * `application`, which takes those keys and the main landmark away, and puts the controls into a nested landmark.
 */
export function improveSemantics(deck: HTMLElement): void {
  deck.removeAttribute('role');
  deck.querySelector('.controls')?.setAttribute('role', 'group');
  deck.querySelector('.controls')?.setAttribute('aria-label', 'Slides');
}
