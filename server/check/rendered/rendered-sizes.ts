/** What looks on the slide that is shown for what is too small. Each function is sent to the page as text, so it stands for itself. */

/** What is too small, and words of it. */
export interface Small {
  /** Height of its letters in pixels where the stage is 720 high. */
  readonly pixels: number;
  readonly words: string;
}

/** The smallest letters of the slide's diagrams, where they are smaller than `least`. */
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

/** Words by which something can be found that is to fill the height that is left, where none is; undefined where all is well. */
export function flattenedOf(): string | undefined {
  /** Less, in pixels, is no picture. */
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
