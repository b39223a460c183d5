/** Fetches the pictures of the next slides while the present one is read. */
import type { RevealApi } from 'reveal.js';

/** How many slides ahead, in the order of reading. Two, so that skipping one still finds the next loaded. */
const AHEAD = 2;

/** Later slides' pictures carry `loading="lazy"`; those that may come next are asked for now and at each change. */
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

/** A picture that is there needs no colours in its place; where a smaller file is gone, its own is asked for. */
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

/** Lets reveal fit a stretched picture or film that arrives after the layout of its slide: it knows no size until then. */
function fitOnArrival(reveal: RevealApi): void {
  const fit = (event: Event): void => {
    if (event.target instanceof Element && event.target.matches('.stretch, .r-stretch')) reveal.layout();
  };
  // Neither bubbles.
  for (const type of ['load', 'loadedmetadata']) reveal.getSlidesElement()?.addEventListener(type, fit, true);
}

/** The present slide, those that follow in the order of reading, as many as asked for, and the top of the next column. */
export function comingSlides(reveal: RevealApi, ahead: number): HTMLElement[] {
  const slides = reveal.getSlides();
  const current = reveal.getCurrentSlide();
  const at = slides.indexOf(current);
  const nextColumn = reveal.getSlide(reveal.getIndices().h + 1);
  return [...slides.slice(at, at + 1 + ahead), ...(nextColumn ? [nextColumn] : [])];
}
