/** Which way a deck goes. */
import type { DeckSettings } from './settings.ts';

/** Whether a deck goes from right to left, as its text does, unless it tells reveal.js otherwise. */
export function isRightToLeft({ dir, revealOptions }: Pick<DeckSettings, 'dir' | 'revealOptions'>): boolean {
  return (revealOptions.rtl ?? dir === 'rtl') === true;
}
