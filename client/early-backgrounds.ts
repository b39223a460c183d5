/**
 * An inline script before the one that paints, on pages that leave a choice of files behind slides: chooses before a slide
 * is painted, and before reveal.js loads any. Paper has the pictures as their author gave them.
 */
import { chooseBackgrounds } from './features/pictures/choose-backgrounds.ts';

if (!/print/.test(location.search)) {
  const rest = (): void => chooseBackgrounds(document);
  rest();
  // What stands further down is parsed by then; `first-paint.ts`, which waits for the same, asks after this script.
  addEventListener('readystatechange', rest, { capture: true, once: true });
}
