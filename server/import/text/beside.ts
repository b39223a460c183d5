/** Several pictures on a slide: beside its words, and without any beside each other. */
import { isBlank, type Line, written } from './lines.ts';

/** The most columns that a slide of ours has. */
export const MOST_COLUMNS = 4;

/** Splits a slide into the headings that stand above columns, and the rest, which is empty where there are no words. */
export function besideHeadings(lines: readonly Line[]): {
  readonly head: readonly Line[];
  readonly rest: readonly Line[];
} {
  const begin = lines.findIndex((line) => line.isCode || !/^(?:#{1,2}\s.*|\s*)$/.test(line.text));
  return begin === -1 ? { head: lines, rest: [] } : { head: lines.slice(0, begin), rest: lines.slice(begin) };
}

/** Writes a slide in columns: its words, and beside them the pictures, each a line; without words, each in its column. */
export function besideWords(
  lines: readonly Line[],
  pictures: readonly Line[],
  side: string | undefined,
): Line[] {
  const { head, rest } = besideHeadings(lines);
  const at = pictures[0]?.at ?? 1;
  const rule = written(at, '', '***', '');
  const columnOf = (column: readonly Line[]) => column.flatMap((line) => [...written(line.at, ''), line]);
  if (!rest.every(isBlank)) {
    const column = columnOf(pictures);
    const parts = side === 'left' ? [...column, ...rule, ...rest] : [...rest, ...rule, ...column];
    return [...head, ...written(at, ''), ...parts];
  }
  const columns = pictures
    .slice(0, MOST_COLUMNS)
    .map((_, column) => columnOf(pictures.filter((_, i) => i % MOST_COLUMNS === column)));
  return [...head, ...columns.flatMap((column, i) => [...(i === 0 ? [] : rule), ...column])];
}
