/** A chart as values: what is drawn, before anyone knows how. */
import type { Fault } from '../../model/drawing.ts';
import { nearest } from '../../model/nearest.ts';
import type { Cell, Table } from './chart-table.ts';
import { readNumber } from './numbers.ts';
import type { ChartOptions, Told } from './syntax.ts';

/** A column of values; undefined where a cell is empty. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

/** What is drawn. */
export interface Chart {
  readonly options: ChartOptions;
  readonly lang: string;
  /** The name of the first column. */
  readonly corner: string;
  /** The names of the rows, as they are written. */
  readonly labels: readonly string[];
  /** Places of the rows on an axis of numbers or dates; undefined where they are one beside the other. */
  readonly places: readonly number[] | undefined;
  /** What the places are called; of a scatter chart, the column of them. */
  readonly placeName: string;
  readonly series: readonly Series[];
  readonly unit: string | undefined;
  /** What stands out: all of a series, a row, or one value; −1 stands for all. */
  readonly marked: { readonly series: number; readonly row: number } | undefined;
}

/** Makes a chart of a table, or says what is wrong with its data and where. */
export function chartOf(
  { head, rows }: Table,
  options: ChartOptions,
  lang: string,
): { readonly chart: Chart; readonly told: readonly Told[] } | { readonly fault: Fault } {
  const isScatter = options.kind === 'scatter';
  const hasLabels = !isScatter || rows.some(([first]) => first && 'reason' in readNumber(first.text, lang));
  const labelColumns = hasLabels ? 1 : 0;
  const firstValues = isScatter ? labelColumns + 1 : 1;
  let isPercent = true;
  const columns: (number | undefined)[][] = head.map(() => []);
  for (const row of rows) {
    for (const [i, cell] of row.entries()) {
      if (i < labelColumns) continue;
      const read = readNumber(cell.text, lang);
      if ('reason' in read) return { fault: faultAt(cell, read.reason, read.hint) };
      if (i >= firstValues && read.value !== undefined) isPercent &&= read.isPercent;
      columns[i]?.push(read.value);
    }
  }
  const series = head
    .slice(firstValues)
    .map(({ text }, i): Series => ({ name: text, values: columns[firstValues + i] ?? [] }));
  const labels = rows.map(([first]) => (hasLabels ? (first?.text ?? '') : ''));
  const fault = faultOf({ head, rows }, options, series);
  if (fault) return { fault };
  const told: Told[] = [];
  const places = isScatter
    ? (columns[labelColumns] ?? []).map((value) => value ?? Number.NaN)
    : /^(?:line|area)$/.test(options.kind)
      ? placesOf(labels)
      : undefined;
  return {
    chart: {
      options,
      lang,
      corner: head[0]?.text ?? '',
      labels,
      places,
      placeName: head[labelColumns]?.text ?? '',
      series,
      unit: options.unit ?? (isPercent ? '%' : undefined),
      marked:
        options.mark.length > 0
          ? markedIn(options.mark, labels, series, told)
          : strongIn({ head, rows }, firstValues),
    },
    told,
  };
}

function faultAt({ line, column }: Cell, reason: string, hint: string): Fault {
  return { line, column, reason, hint };
}

/** Returns why values cannot be drawn as the kind that is asked for. */
function faultOf(
  { head, rows }: Table,
  { kind, stacked }: ChartOptions,
  series: readonly Series[],
): Fault | undefined {
  const [corner] = head;
  if (!corner) return undefined;
  if (kind === 'scatter' && series.length === 0)
    return faultAt(corner, 'a scatter chart needs two columns of numbers', 'Write one for x and one for y.');
  const all = series.flatMap(({ values }) => values);
  if (all.every((value) => value === undefined))
    return faultAt(corner, 'this chart has no numbers', 'Fill at least one of its cells.');
  if (kind === 'pie' && series.length > 1)
    return faultAt(
      head[2] ?? corner,
      'a pie shows one column of numbers',
      'Take the others away, or ask for `bar stacked`.',
    );
  if (kind !== 'pie' && !(kind === 'area' && stacked)) return undefined;
  for (const row of rows) {
    const below = row.find((_, i) => i > 0 && (series[i - 1]?.values[rows.indexOf(row)] ?? 0) < 0);
    if (below)
      return faultAt(
        below,
        `a ${kind === 'pie' ? 'pie' : 'stacked area'} has no place below zero`,
        'Ask for `bar` or `line`.',
      );
  }
  if (kind === 'pie' && all.every((value) => !value))
    return faultAt(corner, 'a pie of nothing but zeros has no slices', 'Ask for `bar`.');
  return undefined;
}

/** A number or a date, with a year or more of it. */
const DATE = /^\d{4}-\d{2}(?:-\d{2})?$/;

/** Returns where rows are on their axis, if their names are numbers or dates that ascend. */
function placesOf(labels: readonly string[]): readonly number[] | undefined {
  const places = labels.map((label) =>
    DATE.test(label) ? Date.parse(label) : /^-?\d+(?:\.\d+)?$/.test(label) ? Number(label) : Number.NaN,
  );
  const isOneKind = new Set(labels.map((label) => DATE.test(label))).size === 1;
  const ascends = places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0));
  return isOneKind && ascends && places.every(Number.isFinite) && places.length > 1 ? places : undefined;
}

function markedIn(
  names: readonly string[],
  labels: readonly string[],
  series: readonly Series[],
  told: Told[],
): Chart['marked'] {
  const marked = { series: -1, row: -1 };
  for (const name of names) {
    const column = series.findIndex((each) => each.name === name);
    const row = labels.indexOf(name);
    if (column !== -1 && marked.series === -1) marked.series = column;
    else if (row !== -1) marked.row = row;
    else {
      const close = nearest(name, [...series.map((each) => each.name), ...labels]);
      told.push({
        reason: `\`${name}\` is neither a series nor a row of this chart, so nothing is marked`,
        hint:
          close === undefined ? 'Name a column or a row as its table does.' : `Did you mean \`${close}\`?`,
        near: name,
      });
    }
  }
  return marked.series === -1 && marked.row === -1 ? undefined : marked;
}

/** Returns what alone is bold in the table: the name of a series, that of a row, or a value. */
function strongIn({ head, rows }: Table, firstValues: number): Chart['marked'] {
  const row = onlyOne(rows.map((cells) => cells.some(({ isStrong }) => isStrong)));
  const cells = row === -1 || rows[row]?.[0]?.isStrong ? head : (rows[row] ?? []);
  const series = onlyOne(cells.slice(firstValues).map(({ isStrong }) => isStrong));
  return series === -1 && row === -1 ? undefined : { series, row };
}

function onlyOne(flags: readonly (boolean | undefined)[]): number {
  return flags.filter(Boolean).length === 1 ? flags.indexOf(true) : -1;
}

/** Returns whether a value stands out; or true for all where nothing does. */
export function isMarked({ marked }: Chart, series: number, row: number): boolean {
  if (!marked) return true;
  return (marked.series === -1 || marked.series === series) && (marked.row === -1 || marked.row === row);
}
