/** The numbers that people know slides by: those that the deck shows, or their place in line where it shows none. Pure. */

/** A slide, as far as its number depends on it. */
export interface NumberedSlide {
  /** Its column, from 0. */
  readonly h: number;
  /** Its row in the column, from 0. */
  readonly v: number;
  /** It stands in a stack. */
  readonly isInStack: boolean;
  /** It is not `uncounted`. */
  readonly counts: boolean;
}

/** How numbers are written: in line, or as column and row with a sign between them. */
export type NumberFormat = 'line' | '.' | '/';

/** What reveal.js makes of its option `slideNumber` in a deck of so many columns (6.0.2, controllers/slidenumber). */
export function formatOf(slideNumber: unknown, columns: number): NumberFormat {
  if (!slideNumber || slideNumber === 'c' || slideNumber === 'c/t' || columns === 1) return 'line';
  return slideNumber === 'h/v' ? '/' : '.';
}

/** The number of each slide, in the order of the slides, as reveal.js counts: one that does not count has that of the one before. */
export function slideNumbers(slides: readonly NumberedSlide[], format: NumberFormat): string[] {
  let line = 0;
  return slides.map(({ h, v, isInStack, counts }) => {
    if (counts) line += 1;
    if (format === 'line') return String(line);
    const column = String(counts ? h + 1 : h);
    return isInStack ? `${column}${format}${v + 1}` : column;
  });
}

/** Whether somebody means a number by a text. */
export function isNumber(text: string): boolean {
  return /^\d+(?:[./]\d+)?$/.test(text.trim());
}

/**
 * The index of the slide that somebody means by a number: one that is shown, else a column's first slide, else, with two
 * parts, a column and a row. −1 for none.
 */
export function findNumber(slides: readonly NumberedSlide[], format: NumberFormat, text: string): number {
  const [first = '', second] = text.trim().split(/[./]/);
  const wanted = (second === undefined ? [first] : [first, second]).map(Number);
  const [column = 0, row] = wanted;
  const shown = slideNumbers(slides, format).indexOf(wanted.join(format));
  if (shown !== -1 || (row === undefined && format === 'line')) return shown;
  return slides.findIndex(({ h, v }) => h === column - 1 && v === (row ?? 1) - 1);
}
