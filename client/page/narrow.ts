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

/** Sizes of type to try, as shares of the usual one. */
const SIZES = [0.92, 0.85, 0.78, 0.71, 0.64, 0.57, 0.5];

/** The options with the slides' size for this window. Tells the theme by the class `narrow`. */
export function shaped<Options extends Shape>(deck: HTMLElement, options: Options): Options {
  const { narrowWidth = 0 } = options;
  const isNarrow = narrowWidth > 0 && innerWidth <= NARROW && innerWidth < innerHeight;
  deck.classList.toggle('narrow', isNarrow);
  if (!isNarrow) return options;
  return { ...options, width: narrowWidth, height: Math.round((narrowWidth * innerHeight) / innerWidth) };
}

/** Makes the type of slides that hold too much smaller, by the variable `--fit`. */
export function fitType(slides: readonly HTMLElement[]): void {
  for (const slide of slides) slide.style.removeProperty('--fit');
  let full = slides;
  for (const size of SIZES) {
    // All are measured before one is changed.
    full = full.filter(isOverfull);
    for (const slide of full) slide.style.setProperty('--fit', `${size}`);
  }
}

/** Text that reveal.js fits is as wide as the slide, but only later. */
function isOverfull(slide: HTMLElement): boolean {
  if (slide.scrollHeight > slide.clientHeight + BLEED) return true;
  return slide.scrollWidth > slide.clientWidth + BLEED && !slide.querySelector('.r-fit-text');
}
