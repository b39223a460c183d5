/** Draws figures with Mermaid, one after the other, and caches the drawings. */
import mermaid from 'mermaid';
import { configOf } from './diagram-theme.ts';
import { enlargePieLegend } from './pie-legend.ts';

// Mermaid asks it about addresses that nodes link to, and Safari has it since 17.
URL.canParse ??= (address, base) => {
  try {
    return Boolean(new URL(address, base));
  } catch {
    return false;
  }
};

/** Adds drawings to figures that only have their source. */
export class DiagramDrawer {
  #drawings = new Map<string, string>();
  #running: Promise<unknown> = Promise.resolve();

  /** Draws the figures without a drawing. */
  draw(figures: Iterable<HTMLElement>): void {
    for (const figure of figures) {
      if (figure.querySelector('svg')) continue;
      // A cached drawing is shown at once, in the same frame as a slide that a save changed.
      const known = this.#drawings.get(keyOf(figure));
      if (known !== undefined) show(figure, known);
      else this.#running = this.#running.then(() => this.#drawOne(figure));
    }
  }

  /** Drops the cache, when the slides' colours have changed. */
  forget(): void {
    this.#drawings = new Map();
  }

  /** Draws one figure. A mistake in its source leaves it as it is, and is reported to the console. */
  async #drawOne(figure: HTMLElement): Promise<void> {
    // Mermaid measures text, in fonts that may still be loading.
    await document.fonts.ready;
    if (!figure.isConnected || figure.querySelector('svg') || figure.dataset.failed === sourceOf(figure))
      return;
    const key = keyOf(figure);
    const drawings = this.#drawings;
    try {
      mermaid.initialize(configOf(figure));
      const { svg } = await mermaid.render(`${figure.dataset.diagram}-drawing`, sourceOf(figure));
      // The colours have changed meanwhile.
      if (drawings !== this.#drawings) return await this.#drawOne(figure);
      drawings.set(key, svg);
      if (keyOf(figure) === key) show(figure, svg);
    } catch (error) {
      figure.dataset.failed = sourceOf(figure);
      const reason = error instanceof Error ? error.message : String(error);
      reportError(new Error(`The diagram ${figure.dataset.diagram} cannot be drawn: ${reason}`));
    }
  }
}

function keyOf(figure: HTMLElement): string {
  return `${figure.dataset.diagram} ${sourceOf(figure)}`;
}

function sourceOf(figure: HTMLElement): string {
  return figure.querySelector('.diagram-source')?.textContent ?? '';
}

function show(figure: HTMLElement, drawing: string): void {
  const template = document.createElement('template');
  template.innerHTML = drawing;
  const svg = document.importNode(template.content, true).querySelector('svg');
  if (!svg || figure.querySelector('svg')) return;
  enlargePieLegend(svg);
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
  // With the role of an image, links would be unreachable for assistive technology.
  svg.setAttribute('role', svg.querySelector('a') ? 'group' : 'img');
  svg.setAttribute('aria-label', figure.dataset.label ?? '');
  svg.setAttribute('preserveAspectRatio', 'xMinYMin meet');
  figure.append(svg);
}
