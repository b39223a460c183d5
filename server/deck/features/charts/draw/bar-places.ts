/** Places of bars and columns, one beside the other or stacked; and what both kinds have in common. */
import { scaleBand } from 'd3-scale';
import { stack, stackOffsetDiverging } from 'd3-shape';
import { type Chart, isMarked } from '../chart.ts';
import { type ValueAxis, valueAxis } from './axes.ts';

/** A bar: its series and row, where it is across the axis, and from where to where along it; all as parts of 1. */
export interface Bar {
  readonly series: number;
  readonly row: number;
  readonly value: number;
  readonly across: number;
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** The bars of a chart. */
export interface Laid {
  readonly bars: readonly Bar[];
  readonly axis: ValueAxis;
  /** The middle of each row. */
  readonly middles: readonly number[];
}

/** The thickest bar, as a part of the plot. */
const THICKEST = 0.16;

/** Finds the places of a chart's bars. */
export function placesOfBars(chart: Chart): Laid {
  return chart.options.stacked ? stackedBars(chart) : groupedBars(chart);
}

function bandsOf({ labels }: Chart, inner: number) {
  const band = scaleBand<number>()
    .domain(labels.map((_, i) => i))
    .range([0, 1])
    .paddingInner(inner)
    .paddingOuter(inner / 2);
  return { band, middle: (row: number) => (band(row) ?? 0) + band.bandwidth() / 2 };
}

function groupedBars(chart: Chart): Laid {
  const { series, labels } = chart;
  const values = series.flatMap((each) => each.values).filter((value) => value !== undefined);
  const axis = valueAxis(values, chart, true);
  const { band, middle } = bandsOf(chart, series.length > 1 ? 0.25 : 0.34);
  const size = Math.min(band.bandwidth() / series.length, THICKEST);
  const bars = series.flatMap(({ values }, s) =>
    values.flatMap((value, row): Bar[] => {
      if (value === undefined) return [];
      const across = middle(row) + (s - series.length / 2) * size;
      return [
        {
          series: s,
          row,
          value,
          across,
          size: series.length > 1 ? size * 0.92 : size,
          from: axis.base,
          to: axis.at(value),
        },
      ];
    }),
  );
  return { bars, axis, middles: labels.map((_, row) => middle(row)) };
}

function stackedBars(chart: Chart): Laid {
  const { series, labels } = chart;
  const layers = stack<unknown, number, number>()
    .keys(series.map((_, i) => i))
    .value((row, key) => series[key]?.values[row] ?? 0)
    .offset(stackOffsetDiverging)(labels.map((_, i) => i));
  const axis = valueAxis(layers.flat(2), chart, true);
  const { band, middle } = bandsOf(chart, 0.34);
  const size = Math.min(band.bandwidth(), THICKEST);
  const bars = layers.flatMap((layer) =>
    layer.flatMap(([from, to], row): Bar[] => {
      const value = series[layer.key]?.values[row];
      if (value === undefined || from === to) return [];
      const [start, end] = value < 0 ? [to, from] : [from, to];
      return [
        {
          series: layer.key,
          row,
          value,
          across: middle(row) - size / 2,
          size,
          from: axis.at(start),
          to: axis.at(end),
        },
      ];
    }),
  );
  return { bars, axis, middles: labels.map((_, row) => middle(row)) };
}

/** Returns the classes of a row's name. */
export function nameClass(chart: Chart, row: number): string {
  const isQuiet =
    chart.marked !== undefined && chart.marked.row !== -1 && !isMarked(chart, chart.marked.series, row);
  return isQuiet ? 'chart-label chart-soft' : 'chart-label';
}
