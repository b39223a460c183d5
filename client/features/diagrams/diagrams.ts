/** Draws the diagrams that only Mermaid supports: on the deck's page, and in the speaker view's previews. */
import type { RevealApi } from 'reveal.js';
import { DiagramDrawer } from './diagram-drawer.ts';

const LATER = '.diagram-later';

const drawer = new DiagramDrawer();

/**
 * Draws the diagrams of the current slide, then of its neighbours, whenever another slide is shown or slides
 * are changed.
 */
export function drawDiagrams(reveal: RevealApi): void {
  const draw = () => drawer.draw(nearby(reveal));
  reveal.on('slidechanged', draw);
  reveal.on('pdf-ready', draw);
  keepDrawn(reveal.getSlidesElement() ?? document.body, draw);
}

/** Draws the diagrams of a preview, whenever it shows another slide. */
export function drawPreview(root: ShadowRoot): void {
  keepDrawn(root, () => drawer.draw(root.querySelectorAll<HTMLElement>(LATER)));
}

/** Draws now, on every change, and when the viewer switches between dark and light. */
function keepDrawn(root: Node & ParentNode, draw: () => void): void {
  new MutationObserver(draw).observe(root, { childList: true, subtree: true });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    drawer.forget();
    for (const svg of root.querySelectorAll(`${LATER} > svg`)) svg.remove();
    draw();
  });
  draw();
}

/** Returns the diagrams without a drawing on this slide and its neighbours; in print, on all slides. */
function nearby(reveal: RevealApi): HTMLElement[] {
  const isOpen = (figure: HTMLElement) => !figure.querySelector('svg');
  const all = [...document.querySelectorAll<HTMLElement>(LATER)].filter(isOpen);
  if (/print/.test(location.search)) return all;
  const slides: Element[] = reveal.getSlides();
  const at = slides.indexOf(reveal.getCurrentSlide());
  const near = [at, at + 1, at - 1].map((index) => slides[index]);
  return near.flatMap((slide) => all.filter((figure) => figure.closest('section') === slide));
}
