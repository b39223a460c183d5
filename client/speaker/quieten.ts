/** Makes a copy of a slide inert: it plays nothing, fetches no media, frames or scripts, and needs no keyboard. */

/** Elements whose contents are someone else's. */
const FOREIGN = 'iframe, embed, object, video, audio';

/** Attributes by which they would fetch or start something. */
const STARTERS = ['src', 'srcdoc', 'data', 'data-src', 'autoplay', 'data-autoplay', 'controls', 'preload'];

/** Does so in place, before the copy is part of the page. */
export function quieten(slide: HTMLElement): void {
  for (const gone of slide.querySelectorAll('script, source, track, noscript, base, link, meta')) {
    // A picture's sources are only choices of the picture.
    if (gone.tagName !== 'SOURCE' || !gone.closest('picture')) gone.remove();
  }
  for (const element of slide.querySelectorAll(FOREIGN)) {
    const poster = element.getAttribute('poster');
    const stand = document.createElement('div');
    for (const { name, value } of [...element.attributes]) {
      if (!STARTERS.includes(name) && name !== 'poster') stand.setAttribute(name, value);
    }
    stand.classList.add('still');
    stand.dataset.kind = element.tagName.toLowerCase();
    const [width, height] = [element.getAttribute('width'), element.getAttribute('height')];
    if (width && !stand.style.width) stand.style.width = lengthOf(width);
    if (height && !stand.style.height) stand.style.height = lengthOf(height);
    if (poster) stand.style.backgroundImage = `url("${poster.replaceAll('"', '%22')}")`;
    element.replaceWith(stand);
  }
  for (const image of slide.querySelectorAll('img')) {
    const later = image.getAttribute('data-src');
    if (later !== null && !image.hasAttribute('src')) image.setAttribute('src', later);
    image.removeAttribute('loading');
  }
}

function lengthOf(attribute: string): string {
  return /^\d+(\.\d+)?$/.test(attribute) ? `${attribute}px` : attribute;
}
