/** Loads the pictures of the next slides ahead. */
import type { RevealApi } from 'reveal.js';

/** Slides to load ahead, in reading order. Two, so that skipping one still finds the next loaded. */
const AHEAD = 2;

/** Loads ahead, now and on each change: pictures of later slides have `loading="lazy"`. */
export function loadPicturesAhead(reveal: RevealApi): void {
  const load = (): void => {
    for (const slide of comingSlides(reveal, AHEAD)) {
      for (const picture of slide.querySelectorAll<HTMLImageElement>('img[loading="lazy"]')) {
        picture.loading = 'eager';
      }
    }
  };
  reveal.on('slidechanged', load);
  load();
  fitOnArrival(reveal);
  settleOnArrival(reveal);
}

/**
 * Removes the placeholder colours of a loaded picture; where a smaller file is missing, loads the picture's
 * own.
 */
function settleOnArrival(reveal: RevealApi): void {
  const slides = reveal.getSlidesElement();
  const settle = ({ type, target }: Pick<Event, 'type' | 'target'>): void => {
    if (!(target instanceof HTMLImageElement)) return;
    if (type === 'error') target.removeAttribute('srcset');
    else target.style.removeProperty('--preview');
  };
  slides?.addEventListener('load', settle, true);
  slides?.addEventListener('error', settle, true);
  for (const target of slides?.querySelectorAll('img') ?? [])
    if (target.complete) settle({ type: target.naturalWidth > 0 ? 'load' : 'error', target });
}

/**
 * Lets reveal.js fit a stretched picture or video that loads after the layout of its slide, when its size is
 * known.
 */
function fitOnArrival(reveal: RevealApi): void {
  const fit = (event: Event): void => {
    if (event.target instanceof Element && event.target.matches('.stretch, .r-stretch')) reveal.layout();
  };
  // These events do not bubble.
  for (const type of ['load', 'loadedmetadata']) reveal.getSlidesElement()?.addEventListener(type, fit, true);
}

/** Returns the current slide, the next ones in reading order, and the first slide of the next column. */
export function comingSlides(reveal: RevealApi, ahead: number): HTMLElement[] {
  const slides = reveal.getSlides();
  const current = reveal.getCurrentSlide();
  const at = slides.indexOf(current);
  const nextColumn = reveal.getSlide(reveal.getIndices().h + 1);
  return [...slides.slice(at, at + 1 + ahead), ...(nextColumn ? [nextColumn] : [])];
}
