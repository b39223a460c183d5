/** Extra functions of a deck: search (Ctrl+Shift+F), zoom (Alt+click), and jumps by slide number (G). */
import type { RevealApi } from 'reveal.js';
import Zoom from 'reveal.js/plugin/zoom';
import { jumpByNumber } from './deck-numbers.ts';
import { addSearch } from './search.ts';

/** Adds them; if reveal.js is ready already, it initialises a plug-in at once. */
export function addExtras(reveal: RevealApi): void {
  reveal.registerPlugin(Zoom());
  addSearch(reveal);
  jumpByNumber(reveal);
}
