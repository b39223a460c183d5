/** Draws the diagrams that only Mermaid draws: those of the slide that is shown, then of its neighbours. */
import mermaid from 'mermaid';
import type { RevealApi } from 'reveal.js';
import { configOf } from './diagram-theme.ts';

const LATER = '.diagram-later';

/** Draws now, and whenever another slide is shown, slides are changed, or the viewer asks for dark or light. */
export async function drawDiagrams(reveal: RevealApi): Promise<void> {
  await document.fonts.ready;
  const drawings = new Map<string, string>();
  let running = Promise.resolve();
  const draw = (): void => {
    for (const figure of nearby(reveal)) {
      // What was drawn before is there again at once, in the same frame as the slide that a save changed.
      const known = drawings.get(keyOf(figure));
      if (known !== undefined) show(figure, known);
      else running = running.then(() => drawOne(figure, drawings));
    }
  };
  reveal.on('slidechanged', draw);
  reveal.on('pdf-ready', draw);
  new MutationObserver(draw).observe(reveal.getSlidesElement() ?? document.body, {
    childList: true,
    subtree: true,
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    drawings.clear();
    for (const svg of document.querySelectorAll(`${LATER} > svg`)) svg.remove();
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

function keyOf(figure: HTMLElement): string {
  return `${figure.dataset.diagram} ${sourceOf(figure)}`;
}

function sourceOf(figure: HTMLElement): string {
  return figure.querySelector('.diagram-source')?.textContent ?? '';
}

/** A mistake in the source leaves it as it is, and is told where scripts' errors are. */
async function drawOne(figure: HTMLElement, drawings: Map<string, string>): Promise<void> {
  if (!figure.isConnected || figure.querySelector('svg') || figure.dataset.failed === sourceOf(figure))
    return;
  const key = keyOf(figure);
  try {
    mermaid.initialize(configOf(figure));
    const { svg } = await mermaid.render(`${figure.dataset.diagram}-drawing`, sourceOf(figure));
    drawings.set(key, svg);
    if (keyOf(figure) === key) show(figure, svg);
  } catch (error) {
    figure.dataset.failed = sourceOf(figure);
    const reason = error instanceof Error ? error.message : String(error);
    reportError(new Error(`The diagram ${figure.dataset.diagram} cannot be drawn: ${reason}`));
  }
}

function show(figure: HTMLElement, drawing: string): void {
  const template = document.createElement('template');
  template.innerHTML = drawing;
  const svg = document.importNode(template.content, true).querySelector('svg');
  if (!svg || figure.querySelector('svg')) return;
  for (const name of [
    'width',
    'height',
    'style',
    'aria-roledescription',
    'aria-labelledby',
    'aria-describedby',
  ])
    svg.removeAttribute(name);
  svg.classList.add('diagram-late');
  // A picture's links would be out of reach for assistive technology.
  svg.setAttribute('role', svg.querySelector('a') ? 'group' : 'img');
  svg.setAttribute('aria-label', figure.dataset.label ?? '');
  svg.setAttribute('preserveAspectRatio', 'xMinYMin meet');
  figure.append(svg);
}
