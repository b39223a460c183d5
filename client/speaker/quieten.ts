/** Makes a copy of a slide inert: it plays nothing, and fetches no films, sounds, frames or scripts. */

/** Elements whose contents are someone else's. */
const FOREIGN = 'iframe, embed, object, video, audio';

/** Attributes by which they would fetch or start something. A poster is a picture, and stays. */
const STARTERS = ['src', 'srcdoc', 'data', 'data-src', 'autoplay', 'data-autoplay', 'preload'];

/** Does so in place, before the copy is part of the page. */
export function quieten(slide: ParentNode): void {
  for (const gone of slide.querySelectorAll('script, source, track, base, link, meta')) {
    // A picture's sources are only choices of the picture.
    if (gone.tagName !== 'SOURCE' || !gone.closest('picture')) gone.remove();
  }
  for (const element of slide.querySelectorAll(FOREIGN)) {
    for (const name of STARTERS) element.removeAttribute(name);
  }
  for (const image of slide.querySelectorAll('img')) {
    const later = image.getAttribute('data-src');
    if (later !== null && !image.hasAttribute('src')) image.setAttribute('src', later);
    image.removeAttribute('loading');
  }
}
