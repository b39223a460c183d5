/** Gives a background its own file back where the smaller one that was chosen is gone, or of a format that is not shown. */
import type { RevealApi } from 'reveal.js';

/** What was looked at already. */
const seen = new WeakSet<Element>();

/** Looks at the backgrounds that reveal.js has loaded, now and with each slide. */
export function watchBackgrounds(reveal: RevealApi): void {
  reveal.on('slidechanged', () => checkBackgrounds(reveal));
  checkBackgrounds(reveal);
}

/** Looks at those that are loaded by now. An image of the same address is in the browser's memory already. */
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
      // What is far from the present slide is loaded when it comes near.
      if (section.style.display !== 'none') reveal.loadSlide(section);
    });
    probe.src = section.dataset.backgroundImage ?? '';
  }
}
