/** What a deck can do beyond showing slides: search (Ctrl+Shift+F) and zoom (Alt+click). */
import type { RevealApi } from 'reveal.js';
import Zoom from 'reveal.js/plugin/zoom';
import { addSearch } from './search.ts';

/** Registers both; reveal runs a plugin's `init` at once when it is ready already. */
export function addExtras(reveal: RevealApi): void {
  reveal.registerPlugin(Zoom());
  addSearch(reveal);
}
