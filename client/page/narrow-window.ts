/** Narrow windows, such as a phone held upright: slides of the window's shape, on which less type fits. In both scripts. */

/** The part of a deck's options that says how large its slides are. */
export interface Shape {
  readonly width?: number | string;
  readonly height?: number | string;
  /** The slides' width in a narrow window, where the theme has one. */
  readonly narrowWidth?: number;
}

/** Widest window that counts as narrow. */
const NARROW = 600;

/** How far pictures reach beyond a slide's edges, and a little more. */
const BLEED = 40;

/** What to try on a slide that holds too much: a variable of the theme, and its values, the mildest first. */
type Remedy = readonly [variable: string, values: readonly (number | string)[]];

/** Type as a share of the usual one. */
const TYPE: Remedy = ['--fit', [0.92, 0.85, 0.78, 0.71, 0.64, 0.57, 0.5]];

/** Code gives way first: its letters, as far as they can be read in a hand, then its height, in which it scrolls. */
const CODE: readonly Remedy[] = [
  ['--code-fit', [0.92, 0.85]],
  ['--code-height', [1000, 900, 800, 700, 600, 500, 400, 300].map((height) => `${height}px`)],
];

/** The options with the slides' size for this window. Tells the theme by the class `narrow`. */
export function withWindowShape<Options extends Shape>(deck: HTMLElement, options: Options): Options {
  const { narrowWidth = 0 } = options;
  const isNarrow = narrowWidth > 0 && innerWidth <= NARROW && innerWidth < innerHeight;
  deck.classList.toggle('narrow', isNarrow);
  if (!isNarrow) return options;
  return { ...options, width: narrowWidth, height: Math.round((narrowWidth * innerHeight) / innerWidth) };
}

/** Makes room on slides that hold too much. */
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
    // All are measured before one is changed.
    full = full.filter(isOverfull);
    for (const slide of full) slide.style.setProperty(variable, `${value}`);
  }
}

/** Text that reveal.js fits is as wide as the slide, but only later. */
function isOverfull(slide: HTMLElement): boolean {
  if (slide.scrollHeight > slide.clientHeight + BLEED) return true;
  return slide.scrollWidth > slide.clientWidth + BLEED && !slide.querySelector('.r-fit-text');
}
