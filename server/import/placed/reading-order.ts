/** In which order what stands on a slide is read: in columns where it stands side by side, else row by row. */
import { MOST_COLUMNS } from '../text/beside.ts';

/** A place in the units of the format; a width of 0 where it is not known. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Something on a slide, with its place and its Markdown. */
export interface Item extends Box {
  readonly text: string;
}

/** Splits items into parts below each other, each a list of its columns: one column where nothing stands side by side. */
export function partsOf(items: readonly Item[]): readonly (readonly (readonly Item[])[])[] {
  const all = columnsOf(items);
  if (all) return [all];
  const bands: Item[][] = [];
  for (const item of [...items].sort((a, b) => a.y - b.y)) {
    const band = bands.at(-1);
    // Boxes have room around their words, and so may overlap.
    const isWithin = band?.some(({ y, height }) => item.y <= y + height * 0.9);
    if (band && isWithin) band.push(item);
    else bands.push([item]);
  }
  const parts: (readonly (readonly Item[])[])[] = [];
  let band: readonly Item[] = [];
  for (const next of bands) {
    const merged = columnsOf([...band, ...next]);
    if (band.length > 1 && next.length > 1 && merged) {
      parts.pop();
      band = [...band, ...next];
    } else band = next;
    parts.push(columnsOf(band) ?? [inRows(band)]);
  }
  return parts;
}

/** Returns items row by row: what begins above the middle of a row's first item is in that row. */
export function inRows(items: readonly Item[]): Item[] {
  const rows: Item[][] = [];
  for (const item of [...items].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && item.y <= first.y + Math.min(first.height, item.height) / 2) row.push(item);
    else rows.push([item]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.x - b.x));
}

/** Returns columns where all stands clearly in one of them; undefined for a slide without. */
function columnsOf(items: readonly Item[]): readonly (readonly Item[])[] | undefined {
  if (items.some(({ width }) => width === 0)) return undefined;
  const columns: Item[][] = [];
  let [edge, widest] = [0, 0];
  for (const item of [...items].sort((a, b) => a.x - b.x)) {
    const column = columns.at(-1);
    if (column && item.x < edge - widest * 0.1) column.push(item);
    else {
      columns.push([item]);
      [edge, widest] = [item.x + item.width, 0];
    }
    edge = Math.max(edge, item.x + item.width);
    widest = Math.max(widest, item.width);
  }
  if (columns.length < 2) return undefined;
  const areBeside = columns.every((column, i) => {
    const next = columns[i + 1];
    return next === undefined || (topOf(column) <= endOf(next) && topOf(next) <= endOf(column));
  });
  if (!areBeside || areLabels(columns)) return undefined;
  const sorted = columns.map((column) => column.sort((a, b) => a.y - b.y));
  // More than we have are read one after the other.
  return columns.length > MOST_COLUMNS ? [sorted.flat()] : sorted;
}

/** By how much labels are narrower than what they stand beside. */
const NARROWER = 0.6;

/** Returns whether two columns are rows: several labels, such as icons, each beside what it alone is for. */
function areLabels(columns: readonly (readonly Item[])[]): boolean {
  const [labels = [], texts = [], ...others] = columns.toSorted((a, b) => widthOf(a) - widthOf(b));
  if (others.length > 0 || labels.length < 2 || widthOf(labels) > NARROWER * widthOf(texts)) return false;
  return (
    labels.every((label) => texts.some((text) => areLevel(label, text))) &&
    texts.every((text) => labels.filter((label) => areLevel(label, text)).length < 2)
  );
}

/** Returns whether two boxes are beside each other, with more than their edges. */
function areLevel(one: Box, other: Box): boolean {
  const shared = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return shared > Math.min(one.height, other.height) / 4;
}

function widthOf(items: readonly Item[]): number {
  return items.reduce((most, { width }) => Math.max(most, width), 0);
}

function topOf(items: readonly Item[]): number {
  return items.reduce((top, { y }) => Math.min(top, y), Infinity);
}

function endOf(items: readonly Item[]): number {
  return items.reduce((end, { y, height }) => Math.max(end, y + height), -Infinity);
}

/** Writes what stands below each other. */
export function textOfItems(items: readonly Item[]): string {
  return items.map(({ text }) => text).join('\n\n');
}

/** Writes what stands side by side on a part of the slide. */
export function besideText(columns: readonly string[]): string {
  if (columns.length < 2) return columns.join('');
  const inner = columns.map((text) => `<div>\n\n${text}\n\n</div>`);
  return `<div class="columns">\n${inner.join('\n')}\n</div>`;
}
