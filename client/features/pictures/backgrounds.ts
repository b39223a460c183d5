/** Restores a background's own file where the smaller one that was chosen is missing or not supported. */
import type { RevealApi } from 'reveal.js';

/** Sections that were checked. */
const seen = new WeakSet<Element>();

/** Checks the backgrounds that reveal.js has loaded, now and on each slide. */
export function watchBackgrounds(reveal: RevealApi): void {
  reveal.on('slidechanged', () => checkBackgrounds(reveal));
  checkBackgrounds(reveal);
}

/** Checks the loaded backgrounds. An image with the same address is in the browser's memory already. */
export function checkBackgrounds(reveal: RevealApi): void {
  for (const section of document.querySelectorAll<HTMLElement>('section[data-background-own]')) {
    const ground = reveal.getSlideBackground(section);
    if (seen.has(section) || !ground?.hasAttribute('data-loaded')) continue;
    seen.add(section);
    const probe = new Image();
    probe.addEventListener('error', () => {
      const { dataset } = section;
      dataset.backgroundImage = dataset.backgroundOwn;
      delete dataset.backgroundOwn;
      ground.removeAttribute('data-loaded');
      // Slides far from the current one are loaded when they come near.
      if (section.style.display !== 'none') reveal.loadSlide(section);
    });
    probe.src = section.dataset.backgroundImage ?? '';
  }
}
