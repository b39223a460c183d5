/** Combines the options that a deck's page passes to reveal.js. */

import type { RenderedDeck } from '../../deck/model/deck.ts';
import { isRightToLeft } from '../../deck/model/direction.ts';
import type { DeckStyles } from './styles.ts';

/** Returns reveal.js's options: Lectern's, overridden by the theme's, then by the deck's. */
export function revealOptions(
  { settings }: RenderedDeck,
  { slide, transition }: DeckStyles,
): Record<string, unknown> {
  return {
    hash: true,
    history: true,
    postMessage: false,
    ...(isRightToLeft(settings) ? { rtl: true } : {}),
    ...(transition === undefined ? {} : { transition }),
    ...slide,
    // An author who sets the slides' size has designed them for that size.
    ...('width' in settings.revealOptions || 'height' in settings.revealOptions
      ? { narrowWidth: undefined }
      : {}),
    ...settings.revealOptions,
  };
}
