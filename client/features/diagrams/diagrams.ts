/** Draws the diagrams that only Mermaid draws: on the deck's page, and in the speaker view's small pictures. */
import type { RevealApi } from 'reveal.js';
import { DiagramDrawer } from './diagram-drawer.ts';

const LATER = '.diagram-later';

const drawer = new DiagramDrawer();

/** Draws those of the slide that is shown, then of its neighbours, whenever another slide is shown or slides are changed. */
export function drawDiagrams(reveal: RevealApi): void {
  const draw = () => drawer.draw(nearby(reveal));
  reveal.on('slidechanged', draw);
  reveal.on('pdf-ready', draw);
  keepDrawn(reveal.getSlidesElement() ?? document.body, draw);
}

/** Draws those of a small picture, whenever it shows another slide. */
export function drawPreview(root: ShadowRoot): void {
  keepDrawn(root, () => drawer.draw(root.querySelectorAll<HTMLElement>(LATER)));
}

/** Draws now, whenever something is changed, and when the viewer asks for dark or light. */
function keepDrawn(root: Node & ParentNode, draw: () => void): void {
  new MutationObserver(draw).observe(root, { childList: true, subtree: true });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    drawer.forget();
    for (const svg of root.querySelectorAll(`${LATER} > svg`)) svg.remove();
    draw();
  });
  draw();
}

/** The diagrams without a drawing of this slide and its neighbours; of all slides on paper. */
function nearby(reveal: RevealApi): HTMLElement[] {
  const isOpen = (figure: HTMLElement) => !figure.querySelector('svg');
  const all = [...document.querySelectorAll<HTMLElement>(LATER)].filter(isOpen);
  if (/print/.test(location.search)) return all;
  const slides: Element[] = reveal.getSlides();
  const at = slides.indexOf(reveal.getCurrentSlide());
  const near = [at, at + 1, at - 1].map((index) => slides[index]);
  return near.flatMap((slide) => all.filter((figure) => figure.closest('section') === slide));
}
