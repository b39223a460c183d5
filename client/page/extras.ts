/** What a deck can do beyond showing slides: search (Ctrl+Shift+F), zoom (Alt+click), and jumps by the numbers that are shown (G). */
import type { RevealApi } from 'reveal.js';
import Zoom from 'reveal.js/plugin/zoom';
import { jumpByNumber } from './deck-numbers.ts';
import { addSearch } from './search.ts';

/** Adds them; reveal runs a plugin's `init` at once when it is ready already. */
export function addExtras(reveal: RevealApi): void {
  reveal.registerPlugin(Zoom());
  addSearch(reveal);
  jumpByNumber(reveal);
}
