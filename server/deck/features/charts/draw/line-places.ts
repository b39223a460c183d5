/** Places of the points of lines and areas. */
import { stack } from 'd3-shape';
import type { Chart } from '../chart.ts';
import { type ValueAxis, valueAxis } from './axes.ts';

/** A point of a series: its place, and the ends of what is filled below it; from 0 to 1, the latter from the top. */
export interface Point {
  readonly row: number;
  readonly x: number;
  readonly base: number;
  readonly top: number;
  readonly isThere: boolean;
}

/** The lines of a chart. */
export interface Laid {
  readonly lines: readonly (readonly Point[])[];
  readonly axis: ValueAxis;
}

/** Returns where rows are, from 0 to 1. */
export function xsOf({ labels, places }: Chart): readonly number[] {
  const first = places?.[0] ?? 0;
  const length = (places?.at(-1) ?? 0) - first;
  return labels.map((_, row) =>
    places ? ((places[row] ?? 0) - first) / length : labels.length === 1 ? 0.5 : row / (labels.length - 1),
  );
}

/** Finds the places of lines and areas, each from the axis. */
export function plainLines(chart: Chart): Laid {
  const { series, options } = chart;
  const xs = xsOf(chart);
  const values = series.flatMap((each) => each.values).filter((value) => value !== undefined);
  const axis = valueAxis(values, chart, options.kind === 'area');
  const lines = series.map((each) =>
    each.values.map(
      (value, row): Point => ({
        row,
        x: xs[row] ?? 0,
        base: 1 - axis.base,
        top: 1 - axis.at(value ?? 0),
        isThere: value !== undefined,
      }),
    ),
  );
  return { lines, axis };
}

/** Finds the places of areas, one upon the other. */
export function stackedLines(chart: Chart): Laid {
  const { series, labels } = chart;
  const xs = xsOf(chart);
  const layers = stack<unknown, number, number>()
    .keys(series.map((_, i) => i))
    .value((row, key) => series[key]?.values[row] ?? 0)(labels.map((_, i) => i));
  const axis = valueAxis(layers.flat(2), chart, true);
  const lines = layers.map((layer) =>
    layer.map(
      ([base, top], row): Point => ({
        row,
        x: xs[row] ?? 0,
        base: 1 - axis.at(base),
        top: 1 - axis.at(top),
        isThere: true,
      }),
    ),
  );
  return { lines, axis };
}
