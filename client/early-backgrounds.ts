/**
 * An inline script before first-paint.ts, on pages with several files for a background: chooses before a slide
 * is painted, and before reveal.js loads any. Print uses the author's own files.
 */
import { chooseBackgrounds } from './features/pictures/choose-backgrounds.ts';

if (!/print/.test(location.search)) {
  const rest = (): void => chooseBackgrounds(document);
  rest();
  // Slides further down are parsed by then; `first-paint.ts`, which waits for the same event, runs after this
  // script.
  addEventListener('readystatechange', rest, { capture: true, once: true });
  addEventListener('lectern:unfolded', rest);
}
