/** The options that a deck's page hands to reveal.js. */

import type { RenderedDeck } from '../../deck/model/deck.ts';
import { isRightToLeft } from '../../deck/model/direction.ts';
import type { DeckStyles } from './styles.ts';

/** reveal.js's options: ours, the theme's, then the deck's. */
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
    // Who sizes the slides has laid them out for that size.
    ...('width' in settings.revealOptions || 'height' in settings.revealOptions
      ? { narrowWidth: undefined }
      : {}),
    ...settings.revealOptions,
  };
}
