/** Makes a copy of a slide inert: it plays nothing, and fetches no sounds, frames or scripts, and of films the first picture. */

/** Elements whose contents are someone else's. */
const FOREIGN = 'iframe, embed, object, audio';

/** Attributes by which they would fetch or start something. */
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

/** Does so in place, before the copy is part of the page. */
export function makeInert(slide: ParentNode): void {
  for (const gone of slide.querySelectorAll('script, source, track, base, link, meta')) {
    // A picture's sources are only choices of the picture; those of a film are looked at below.
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

/** Leaves of a film its poster, or else its first picture. */
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

/** A film's address for its first picture alone, which Safari shows only where it is told the time of one. */
export function firstFrame(address: string): string {
  return address.includes('#') ? address : `${address}#t=0.001`;
}

/** Has a film fetch what its first picture takes, and no more. */
export function setStill(film: HTMLVideoElement): void {
  film.preload = 'metadata';
  film.muted = true;
  film.setAttribute('playsinline', '');
}
