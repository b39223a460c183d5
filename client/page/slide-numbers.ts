/** Computes slide numbers: those that the deck shows, or the position in sequence where it shows none. Pure. */

/** What a slide's number depends on. */
export interface NumberedSlide {
  /** Column, from 0. */
  readonly h: number;
  /** Row in the column, from 0. */
  readonly v: number;
  /** Whether it is in a stack. */
  readonly isInStack: boolean;
  /** Whether it is counted, and not `uncounted`. */
  readonly counts: boolean;
}

/** The format of numbers: in sequence, or column and row with a separator. */
export type NumberFormat = 'line' | '.' | '/';

/**
 * Returns the format for reveal.js's option `slideNumber` in a deck with this many columns (6.0.2,
 * controllers/slidenumber).
 */
export function formatOf(slideNumber: unknown, columns: number): NumberFormat {
  if (!slideNumber || slideNumber === 'c' || slideNumber === 'c/t' || columns === 1) return 'line';
  return slideNumber === 'h/v' ? '/' : '.';
}

/** Returns the number of each slide, as reveal.js counts: an uncounted one has that of the one before. */
export function slideNumbers(slides: readonly NumberedSlide[], format: NumberFormat): string[] {
  let line = 0;
  return slides.map(({ h, v, isInStack, counts }) => {
    if (counts) line += 1;
    if (format === 'line') return String(line);
    const column = String(counts ? h + 1 : h);
    return isInStack ? `${column}${format}${v + 1}` : column;
  });
}

/** Returns whether a text is a number. */
export function isNumber(text: string): boolean {
  return /^\d+(?:[./]\d+)?$/.test(text.trim());
}

/**
 * Returns the index of the slide that a number means: a visible number, else a column's first slide, else, with
 * two parts, a column and a row. −1 for none.
 */
export function findNumber(slides: readonly NumberedSlide[], format: NumberFormat, text: string): number {
  const [first = '', second] = text.trim().split(/[./]/);
  const wanted = (second === undefined ? [first] : [first, second]).map(Number);
  const [column = 0, row] = wanted;
  const shown = slideNumbers(slides, format).indexOf(wanted.join(format));
  if (shown !== -1 || (row === undefined && format === 'line')) return shown;
  return slides.findIndex(({ h, v }) => h === column - 1 && v === (row ?? 1) - 1);
}
