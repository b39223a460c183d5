/** Which tables have smaller letters: large ones, and with them those of their kind on the slides beside. */
import { classes, type Element, elements, isElement } from '../../html/tree.ts';

/** What decides on the letters of a table. */
export interface TableFacts {
  readonly columns: number;
  /** It is too large for letters of a text's size. */
  readonly large: boolean;
}

/** From so many columns or rows on, a table's type is smaller. */
const DENSE_COLUMNS = 6;
const DENSE_ROWS = 8;

/** The tables of a slide; lines of code are none. */
export function tablesIn(section: Element): readonly Element[] {
  return elements(section).filter(
    (element) => element.tagName === 'table' && !classes(element).includes('hljs-ln'),
  );
}

/** How many columns a table has, and whether that or its rows make it large. */
export function tableFacts(table: Element): TableFacts {
  const rows = elements(table).filter(({ tagName }) => tagName === 'tr');
  const columns = Math.max(0, ...rows.map((row) => row.childNodes.filter(isElement).length));
  const body = rows.filter(({ parentNode }) => parentNode?.nodeName === 'tbody');
  return { columns, large: columns >= DENSE_COLUMNS || body.length >= DENSE_ROWS };
}

/**
 * For each slide, how many columns its dense tables have. Tables of as many columns, on slides that follow each other, are
 * of one kind: when one of them is large, all are dense, so that letters keep their size from slide to slide. Where a deck
 * holds back, no slide tells of one that comes after it.
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
