/**
 * Finds what is too small on the current slide. Each function is serialised and sent to the page, so it refers
 * to nothing outside itself.
 */

/** Text that is too small. */
export interface Small {
  /** Font size in pixels on a stage 720 high. */
  readonly pixels: number;
  readonly words: string;
}

/** Returns the smallest text in the slide's diagrams, if it is smaller than `least`. */
export function smallLettersOf(least: number): Small | undefined {
  const slide = window.Reveal.getCurrentSlide();
  const { height = 700 } = window.Reveal.getConfig();
  const stage = typeof height === 'number' ? height * (window.Reveal.getScale() || 1) : innerHeight;
  let smallest: Small | undefined;
  for (const text of slide.querySelectorAll<SVGTextElement>('.diagram svg text')) {
    const words = text.textContent?.replace(/\s+/g, ' ').trim() ?? '';
    const matrix = text.getScreenCTM();
    if (words === '' || !matrix || !text.checkVisibility({ visibilityProperty: true })) continue;
    const sizes = [text, ...text.querySelectorAll('tspan')]
      .filter((part) => part.childElementCount === 0)
      .map((part) => Number.parseFloat(getComputedStyle(part).fontSize));
    const scale = Math.hypot(matrix.a, matrix.b);
    const pixels = Math.round(((Math.max(...sizes) * scale * 720) / stage) * 10) / 10;
    if (pixels < least && pixels < (smallest?.pixels ?? least))
      smallest = { pixels, words: words.slice(0, 40) };
  }
  return smallest;
}

/**
 * Returns words to find an element that should fill the remaining height, where none remains; undefined where
 * all is well.
 */
export function flattenedOf(): string | undefined {
  /** Height in pixels below which nothing is visible. */
  const least = 8;
  const slide = window.Reveal.getCurrentSlide();
  for (const part of slide.querySelectorAll<HTMLElement>(':scope > :is(.stretch, .r-stretch)')) {
    if (getComputedStyle(part).display === 'none' || part.offsetHeight >= least) continue;
    return (
      part.getAttribute('src')?.split('/').at(-1) ?? part.className.match(/r-stretch|stretch/)?.[0] ?? ''
    );
  }
  return undefined;
}
