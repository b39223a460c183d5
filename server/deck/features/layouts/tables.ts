/** Determines which tables get a smaller font: large ones, and with them similar ones on neighbouring slides. */
import { classes, type Element, elements, isElement } from '../../html/tree.ts';

/** What a table's font size depends on. */
export interface TableFacts {
  readonly columns: number;
  /** Whether the table is too large for the normal font size. */
  readonly large: boolean;
}

/** The numbers of columns and of body rows from which a table is large. */
const DENSE_COLUMNS = 6;
const DENSE_ROWS = 7;

/** Returns the tables of a slide, without those that hold lines of code. */
export function tablesIn(section: Element): readonly Element[] {
  return elements(section).filter(
    (element) => element.tagName === 'table' && !classes(element).includes('hljs-ln'),
  );
}

/** Returns how many columns a table has, and whether these or its rows make it large. */
export function tableFacts(table: Element): TableFacts {
  const rows = elements(table).filter(({ tagName }) => tagName === 'tr');
  const columns = Math.max(0, ...rows.map((row) => row.childNodes.filter(isElement).length));
  const body = rows.filter(({ parentNode }) => parentNode?.nodeName === 'tbody');
  return { columns, large: columns >= DENSE_COLUMNS || body.length >= DENSE_ROWS };
}

/**
 * Returns, for each slide, the numbers of columns for which its tables are dense. Tables with the same number of
 * columns on consecutive slides are considered similar: if one of them is large, all are dense, so that the font
 * size stays the same from slide to slide. If the deck withholds slides (`holdsBack`), a slide does not depend on
 * later ones, since it would reveal something of them.
 */
export function denseColumns(
  slides: readonly (readonly TableFacts[])[],
  holdsBack: boolean,
): readonly ReadonlySet<number>[] {
  const dense = slides.map(
    (tables) => new Set(tables.filter(({ large }) => large).map(({ columns }) => columns)),
  );
  const has = (slide: number, columns: number) =>
    slides[slide]?.some((table) => table.columns === columns) === true;
  const spread = (slide: number, before: number) => {
    for (const columns of dense[before] ?? []) if (has(slide, columns)) dense[slide]?.add(columns);
  };
  for (let slide = 1; slide < slides.length; slide += 1) spread(slide, slide - 1);
  if (holdsBack) return dense;
  for (let slide = slides.length - 2; slide >= 0; slide -= 1) spread(slide, slide + 1);
  return dense;
}
