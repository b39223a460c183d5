/** Statistics of repeated runs, and their formatting. */

/** Statistics of repeated runs of one measurement. */
export interface Figure {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
}

/** Computes the statistics of at least one run. */
export function figure(values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, index))] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
    runs: sorted.length,
  };
}

/** Returns the slope of the line that fits points best, by least squares; 0 for fewer than two. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([each]) => each)), mean(points.map(([, each]) => each))];
  const spread = points.reduce((sum, [each]) => sum + (each - x) ** 2, 0);
  return spread > 0 ? points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0) / spread : 0;
}

/** One line of the benchmark's table. */
export interface Row {
  /** What is measured, such as `start, 40 slides`. */
  readonly what: string;
  readonly unit: 'ms' | 'kB' | 'MiB' | 'requests' | 'requests/s' | 'viewers' | 'steps' | 'µs' | 'µs/slide';
  readonly own: Figure;
  /** The reference, measured in the same run. */
  readonly reference?: { readonly name: string; readonly figure: Figure };
  /** The bound to keep, on the ratio to the reference if there is one, else on the median itself. */
  readonly floor?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Returns the ratio of medians; undefined where there is no reference. */
export function ratio({ own, reference }: Row): number | undefined {
  return reference && own.median / reference.figure.median;
}

/** Returns whether the row keeps its bound; true where it has none. */
export function isMet(row: Row): boolean {
  if (!row.floor) return true;
  const value = ratio(row) ?? row.own.median;
  return 'atMost' in row.floor ? value <= row.floor.atMost : value >= row.floor.atLeast;
}

/** Formats the rows as a Markdown table: medians, with the least and the greatest run in brackets. */
export function formatTable(rows: readonly Row[]): string {
  const head = ['what', 'Lectern', 'reference', '', 'ratio', 'floor', ''];
  const lines = rows.map((row) => [
    row.what,
    `${formatFigure(row.own)} ${row.unit}`,
    row.reference?.name ?? '',
    row.reference ? formatFigure(row.reference.figure) : '',
    formatRatio(row),
    formatFloor(row),
    row.floor ? (isMet(row) ? 'met' : 'MISSED') : '',
  ]);
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const format = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [format(head), format(widths.map((width) => '-'.repeat(width))), ...lines.map(format)].join('\n');
}

function formatFigure({ median, min, max }: Figure): string {
  if (min === max) return formatNumber(median);
  return `${formatNumber(median)} (${formatNumber(min)}–${formatNumber(max)})`;
}

function formatNumber(value: number): string {
  const digits = Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

function formatRatio(row: Row): string {
  const value = ratio(row);
  return value === undefined ? '' : `${value.toFixed(2)} ×`;
}

function formatFloor({ floor, reference, unit }: Row): string {
  if (!floor) return '';
  const [sign, bound] = 'atMost' in floor ? ['≤', floor.atMost] : ['≥', floor.atLeast];
  return `${sign} ${bound} ${reference ? '×' : unit}`;
}
