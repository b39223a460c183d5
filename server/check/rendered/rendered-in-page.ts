/**
 * Measures slides in a deck's page. Each function is serialised and sent there, so it refers to nothing outside
 * itself.
 */

/** A state of a slide to check: before its first step, or after its last. */
export interface SlideState {
  readonly h: number;
  readonly v: number;
  /** Index of the last visible fragment; -1 for none. */
  readonly f: number;
  /** The slide's number, from 1. */
  readonly number: number;
}

/** Returns the states in the order of the talk. */
export function statesOfDeck(): SlideState[] {
  const { Reveal } = window;
  return Reveal.getSlides().flatMap((slide, index) => {
    const { h, v = 0 } = Reveal.getIndices(slide);
    const steps = [...slide.querySelectorAll<HTMLElement>('.fragment')].map(
      (one) => one.dataset.fragmentIndex,
    );
    const state = { h, v, number: index + 1 };
    return [-1, ...(steps.length > 0 ? [new Set(steps).size - 1] : [])].map((f) => ({ ...state, f }));
  });
}

/** Returns the slides' height per pixel of width, and whether they have another shape on phones. */
export function shapeOfDeck(): { readonly ratio: number; readonly hasPhone: boolean } {
  const { width = 960, height = 700 } = window.Reveal.getConfig();
  const written = document.querySelector<HTMLElement>('.reveal')?.dataset.options ?? '{}';
  const options: { readonly narrowWidth?: number } = JSON.parse(written);
  const ratio = typeof width === 'number' && typeof height === 'number' ? height / width : 9 / 16;
  return { ratio, hasPhone: options.narrowWidth !== undefined };
}

/** Edges in the window, in its pixels. */
export interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The positions of everything visible on a slide. */
export interface Measures {
  /** Pixels of the window per pixel of the slide. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  /** Text and pictures. `placed` means positioned out of the flow, as are elements that are meant to bleed. */
  readonly parts: readonly (Edges & { readonly words: string; readonly placed: boolean })[];
  readonly header: Edges | undefined;
  readonly footer: Edges | undefined;
  /** By how much code overflows its block, in the slide's pixels; steps scroll lines into view. */
  readonly code: readonly { readonly right: number; readonly lower: number; readonly words: string }[];
}

/** Shows a state, waits for its pictures and diagrams, and measures what is visible. */
export async function measure(state: SlideState): Promise<Measures> {
  const timeout = 3_000;
  /** Milliseconds for diagrams: Mermaid is large, and may take a while to draw. */
  const drawing = 15_000;

  const { Reveal } = window;
  Reveal.slide(state.h, state.v, state.f);
  const slide: HTMLElement = Reveal.getCurrentSlide();
  const pictures = [...slide.querySelectorAll('img')].map((image) => image.decode().catch(() => undefined));
  await Promise.race([
    Promise.all([document.fonts.ready, ...pictures]),
    new Promise((resolve) => setTimeout(resolve, timeout)),
  ]);
  const isUndrawn = (): boolean =>
    [...slide.querySelectorAll<HTMLElement>('.diagram-later')].some(
      (figure) => !figure.querySelector('svg') && figure.dataset.failed === undefined,
    );
  for (const end = performance.now() + drawing; isUndrawn() && performance.now() < end; )
    await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

  // Chromium says of texts in a hidden part of a drawing that they are seen.
  const isDrawn = (element: Element): boolean => {
    for (let at: Element | null = element; at instanceof SVGElement; at = at.parentElement)
      if (getComputedStyle(at).display === 'none') return false;
    return true;
  };
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    isDrawn(element) &&
    !element.closest('.sr-only, .chart-data');
  const isPlaced = (element: Element): boolean => {
    for (let at: Element | null = element; at && at !== slide; at = at.parentElement) {
      if (/absolute|fixed/.test(getComputedStyle(at).position)) return true;
    }
    return false;
  };
  /** Returns the part of a box that is not clipped. */
  const clipped = (box: DOMRect, element: Element): Edges => {
    let { left, right, top, bottom } = box;
    for (let at: Element | null = element; at && at !== slide; at = at.parentElement) {
      if (getComputedStyle(at).overflow === 'visible') continue;
      const edge = at.getBoundingClientRect();
      left = Math.max(left, edge.left);
      right = Math.min(right, edge.right);
      top = Math.max(top, edge.top);
      bottom = Math.min(bottom, edge.bottom);
    }
    return { left, right, top, bottom };
  };

  const parts: Measures['parts'][number][] = [];
  const note = (box: DOMRect, element: Element, words: string): void => {
    if (box.width < 1 || box.height < 1 || !isSeen(element)) return;
    const edges = clipped(box, element);
    if (edges.right <= edges.left || edges.bottom <= edges.top) return;
    parts.push({ ...edges, words: words.slice(0, 40), placed: isPlaced(element) });
  };
  const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    const words = text.textContent?.trim() ?? '';
    if (!element || words === '' || /^(?:style|script|annotation)$/i.test(element.tagName)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) note(box, element, words);
  }
  for (const element of slide.querySelectorAll('img, svg, video, canvas, iframe, object')) {
    if (!isPlaced(element)) note(element.getBoundingClientRect(), element, element.getAttribute('alt') ?? '');
  }

  const edgesOf = (selector: string): Edges | undefined => {
    const box = slide.querySelector(selector)?.getBoundingClientRect();
    return box && { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
  };
  const code = [...slide.querySelectorAll<HTMLElement>('pre, pre > code')]
    .filter((frame) => isSeen(frame) && getComputedStyle(frame).overflow !== 'visible')
    .map((frame) => ({
      right: frame.scrollWidth - frame.clientWidth,
      lower: frame.querySelector('.highlight-line') ? 0 : frame.scrollHeight - frame.clientHeight,
      words: frame.textContent?.trim().split('\n')[0]?.slice(0, 40) ?? '',
    }));
  return {
    scale: Reveal.getScale() || 1,
    width: innerWidth,
    height: innerHeight,
    parts,
    header: edgesOf(':scope > .slide-header'),
    footer: edgesOf(':scope > .slide-footer'),
    code,
  };
}

/** Returns the slide that requests an address; undefined where none does. */
export function slideThatAsks(url: string): Pick<SlideState, 'h' | 'v'> | undefined {
  const resolve = (address: string) =>
    URL.canParse(address, location.href) ? new URL(address, location.href).href : '';
  for (const slide of window.Reveal.getSlides()) {
    const asks = [slide, ...slide.querySelectorAll('*')].some((element) =>
      [...element.attributes].some(({ value }) => value !== '' && resolve(value) === url),
    );
    if (!asks) continue;
    const { h, v = 0 } = window.Reveal.getIndices(slide);
    return { h, v };
  }
  return undefined;
}
