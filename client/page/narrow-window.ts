/**
 * Adapts slides to narrow windows, such as a phone held upright: they take the window's shape, and their type
 * shrinks. Part of both scripts.
 */

/** The options that determine the slides' size. */
export interface Shape {
  readonly width?: number | string;
  readonly height?: number | string;
  /** The slides' width in a narrow window, where the theme has one. */
  readonly narrowWidth?: number;
}

/** Width of the widest narrow window. */
const NARROW = 600;

/** Pixels that pictures may extend beyond a slide's edges, and a little more. */
const BLEED = 40;

/** The part of a slide's width that text leaves free on either side at least. */
const NARROWEST_MARGIN = 32;

/** A way to make contents fit: a variable of the theme, and its values, the mildest first. */
type Remedy = readonly [variable: string, values: readonly (number | string)[]];

/** Relative font sizes. */
const TYPE: Remedy = ['--fit', [0.92, 0.85, 0.78, 0.71, 0.64, 0.57, 0.5]];

/** Code shrinks first: its font, as far as it is readable on a phone, then its height, in which it scrolls. */
const CODE: readonly Remedy[] = [
  ['--code-fit', [0.92, 0.85]],
  ['--code-height', [1000, 900, 800, 700, 600, 500, 400, 300].map((height) => `${height}px`)],
];

/** Returns the options with the slides' size for this window. Sets the class `narrow` for the theme. */
export function withWindowShape<Options extends Shape>(deck: HTMLElement, options: Options): Options {
  const { narrowWidth = 0 } = options;
  const isNarrow = narrowWidth > 0 && innerWidth <= NARROW && innerWidth < innerHeight;
  deck.classList.toggle('narrow', isNarrow);
  if (!isNarrow) return options;
  return { ...options, width: narrowWidth, height: Math.round((narrowWidth * innerHeight) / innerWidth) };
}

/** Shrinks the contents of overfull slides. */
export function fitType(slides: readonly HTMLElement[]): void {
  for (const slide of slides) for (const [variable] of [...CODE, TYPE]) slide.style.removeProperty(variable);
  for (const remedy of CODE)
    tryOn(
      slides.filter((slide) => slide.querySelector('pre')),
      remedy,
    );
  tryOn(slides, TYPE);
}

function tryOn(slides: readonly HTMLElement[], [variable, values]: Remedy): void {
  let full = slides;
  for (const value of values) {
    // Measures all before changing any.
    full = full.filter(isOverfull);
    for (const slide of full) slide.style.setProperty(variable, `${value}`);
  }
}

/** Returns whether a slide is overfull. Text that reveal.js fits is too wide only until then. */
function isOverfull(slide: HTMLElement): boolean {
  if (slide.scrollHeight > slide.clientHeight + BLEED || hasWideTable(slide)) return true;
  return slide.scrollWidth > slide.clientWidth + BLEED && !slide.querySelector('.r-fit-text');
}

/** Returns whether a table reaches the edges of its slide, which only pictures may; no line of it can be broken further. */
function hasWideTable(slide: HTMLElement): boolean {
  const { left, right, width } = slide.getBoundingClientRect();
  const edge = width / NARROWEST_MARGIN;
  return [...slide.querySelectorAll('table:not(.hljs-ln)')].some((table) => {
    const box = table.getBoundingClientRect();
    return box.left < left + edge || box.right > right - edge;
  });
}
