/**
 * Makes a copy of a slide inert: it plays nothing, and loads no audio, iframes or scripts, and of videos only
 * the first frame.
 */

/** Elements with foreign content. */
const FOREIGN = 'iframe, embed, object, audio';

/** Attributes by which they would load or start something. */
const STARTERS = [
  'src',
  'srcdoc',
  'data',
  'data-src',
  'autoplay',
  'data-autoplay',
  'data-plays-first',
  'preload',
];

/** Changes the copy in place, before it is part of the page. */
export function makeInert(slide: ParentNode): void {
  for (const gone of slide.querySelectorAll('script, source, track, base, link, meta')) {
    // Sources of a picture stay; those of a video are handled below.
    if (gone.tagName !== 'SOURCE' || !gone.closest('picture, video')) gone.remove();
  }
  for (const element of slide.querySelectorAll(FOREIGN)) {
    for (const name of STARTERS) element.removeAttribute(name);
  }
  for (const film of slide.querySelectorAll('video')) still(film);
  for (const image of slide.querySelectorAll('img')) {
    const later = image.getAttribute('data-src');
    if (later !== null && !image.hasAttribute('src')) image.setAttribute('src', later);
    image.removeAttribute('loading');
  }
}

/** Reduces a video to its poster, or else its first frame. */
function still(film: HTMLVideoElement): void {
  for (const name of ['autoplay', 'data-autoplay', 'data-plays-first', 'controls', 'loop'])
    film.removeAttribute(name);
  const parts = [film, ...film.querySelectorAll('source')];
  if (film.hasAttribute('poster')) {
    for (const part of parts) for (const name of ['src', 'data-src']) part.removeAttribute(name);
    return;
  }
  for (const part of parts) {
    const address = part.getAttribute('data-src') ?? part.getAttribute('src');
    part.removeAttribute('data-src');
    if (address) part.setAttribute('src', firstFrame(address));
  }
  setStill(film);
}

/** Returns a video's address for its first frame, which Safari only shows when a time is given. */
export function firstFrame(address: string): string {
  return address.includes('#') ? address : `${address}#t=0.001`;
}

/** Makes a video load no more than its first frame. */
export function setStill(film: HTMLVideoElement): void {
  film.preload = 'metadata';
  film.muted = true;
  film.setAttribute('playsinline', '');
}
