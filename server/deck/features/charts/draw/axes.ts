/** The axes of a chart: where values are, and which of them are written. */
import { scaleLinear } from 'd3-scale';
import type { Chart } from '../chart.ts';
import { isSign, type Writer, writerFor } from '../numbers.ts';
import { type Wrapped, widest, widthOf, wrap } from './letters.ts';
import { line, part, text } from './svg.ts';

/** An axis of values. */
export interface ValueAxis {
  /** Returns where a value is: 0 at the axis's beginning, 1 at its end. */
  readonly at: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** Where bars begin. */
  readonly base: number;
  /** Whether bars begin elsewhere than at zero, and where. */
  readonly begins: number | undefined;
}

/** Ticks of a value axis: as many as are read at a glance. */
const TICKS = 5;

/** From here, an axis's numbers are written short, `1.2M`. */
const COMPACT = 1_000_000;

/** Makes the axis for values. An axis of bars begins at zero unless its author says otherwise. */
export function valueAxis(values: readonly number[], chart: Chart, isOfBars: boolean): ValueAxis {
  const { from, to } = chart.options;
  let [low, high] = [Math.min(...values), Math.max(...values)];
  // Near zero, an axis that leaves zero out would exaggerate.
  if (isOfBars || (low >= 0 && low < high / 2)) low = Math.min(0, low);
  if (isOfBars || (high <= 0 && high > low / 2)) high = Math.max(0, high);
  low = from ?? low;
  high = to ?? high;
  if (low >= high)
    [low, high] =
      from === undefined ? [high - (Math.abs(high) || 1), high] : [low, low + (Math.abs(low) || 1)];
  const scale = scaleLinear([low, high], [0, 1]).clamp(true);
  // Bars fill the plot, most with their values written. An end that the author sets stays there.
  const [niceLow = low, niceHigh = high] = isOfBars ? [] : scale.copy().nice(TICKS).domain();
  scale.domain([from ?? niceLow, to ?? niceHigh]);
  const ticks = scale.ticks(TICKS);
  const write = axisWriter(chart, ticks);
  const [start = 0, end = 1] = scale.domain();
  return {
    at: (value) => scale(value),
    ticks: ticks.map((value) => ({ at: scale(value), label: write(value) })),
    base: scale(Math.min(Math.max(0, start), end)),
    begins: isOfBars && (start > 0 || end < 0) ? (start > 0 ? start : end) : undefined,
  };
}

function axisWriter(chart: Chart, ticks: readonly number[]): Writer {
  const isCompact = Math.max(...ticks.map(Math.abs)) >= COMPACT;
  return writerFor(
    chart.lang,
    unitOfLabels(chart),
    isCompact ? { notation: 'compact', maximumFractionDigits: 2 } : {},
  );
}

/** Returns the unit that stands at each number; one of letters is said once, above the plot. */
function unitOfLabels({ unit }: Chart): string | undefined {
  return unit !== undefined && isSign(unit) ? unit : undefined;
}

/** Returns how values at bars and points are written: short where they are large, and to a few digits. */
export function valueWriter(chart: Chart, unit = unitOfLabels(chart)): Writer {
  const { lang, series } = chart;
  const all = series.flatMap(({ values }) => values).filter((value) => value !== undefined);
  const largest = Math.max(...all.map(Math.abs));
  if (largest >= COMPACT) return writerFor(lang, unit, { notation: 'compact', maximumSignificantDigits: 3 });
  const decimals = largest >= 1000 ? 0 : largest >= 100 ? 1 : largest >= 1 ? 2 : 4;
  return writerFor(lang, unit, { maximumFractionDigits: decimals });
}

/** Draws the lines and numbers of a value axis at the left. */
export function drawAtLeft({ ticks }: ValueAxis): string {
  return ticks
    .map(({ at, label }) => {
      const y = part(1 - at);
      const rule = line(['0', y], ['100%', y], 'chart-grid');
      return rule + text(label, { x: '0', y, dx: -0.6, anchor: 'end', isCentred: true, class: 'chart-tick' });
    })
    .join('');
}

/** Draws the lines and numbers of a value axis at the bottom, as many numbers as have room in a width. */
export function drawAtBottom({ ticks }: ValueAxis, width: number): string {
  const room = widest(ticks.map(({ label }) => label)) + 0.8;
  const every = Math.max(1, Math.ceil((ticks.length * room) / width));
  return ticks
    .map(({ at, label }, i) => {
      const rule = line([part(at), '0'], [part(at), '100%'], 'chart-grid');
      if (i % every !== 0) return rule;
      return rule + text(label, { x: part(at), y: '100%', dy: 1.3, anchor: 'middle', class: 'chart-tick' });
    })
    .join('');
}

/** Returns the width that the numbers of an axis take at the left, in ems. */
export function axisRoom({ ticks }: ValueAxis): number {
  return widest(ticks.map(({ label }) => label)) + 0.7;
}

/** Names below the plot: of each, its lines; none for those that are left out. */
export interface Names {
  readonly lines: readonly (readonly string[])[];
  readonly height: number;
  /** Whether some are cut, or left out although each row needs its own. */
  readonly lacks: boolean;
}

/** The most lines of a name. */
const MOST_LINES = 3;

/** The room between two names, in ems. */
const APART = 0.8;

/** A name that would be cut to less than this many ems says nothing. */
const LEAST_WIDTH = 3.2;

/**
 * Finds room for names side by side, each with a part of `width`, in ems. `mayThin` says that some may be left out, as on
 * an axis of time.
 */
export function namesBelow(labels: readonly string[], width: number, mayThin: boolean): Names {
  const slot = width / Math.max(1, labels.length);
  const wrapped = labels.map((label): Wrapped => wrap(label, slot - 0.5, MOST_LINES));
  if (wrapped.every(({ isCut }) => !isCut) || (!mayThin && slot >= LEAST_WIDTH)) {
    const lines = wrapped.map((each) => each.lines);
    return {
      lines,
      height: Math.max(1, ...lines.map(({ length }) => length)),
      lacks: wrapped.some(({ isCut }) => isCut),
    };
  }
  const longest = Math.min(widest(labels), width / 2);
  const every = Math.max(2, Math.ceil((longest + APART) / slot));
  const lines = labels.map((label, i) => (i % every === 0 ? wrap(label, longest + 0.1, 1).lines : []));
  return { lines, height: 1, lacks: !mayThin || labels.some((label) => widthOf(label) > longest) };
}

/**
 * Finds room for names at places of their own, which are parts of `width`, in ems: for the first, the last, and those
 * between that touch neither the one before nor the last.
 */
export function namesAt(labels: readonly string[], places: readonly number[], width: number): Names {
  const last = labels.length - 1;
  const middle = (row: number) => (places[row] ?? 0) * width;
  const half = (row: number) => widthOf(labels[row] ?? '') / 2;
  const touch = (one: number, next: number) => middle(next) - half(next) < middle(one) + half(one) + APART;
  let before = 0;
  const lines = labels.map((label, row) => {
    if (row > 0 && (touch(before, row) || (row < last && touch(row, last)))) return [];
    before = row;
    return [label];
  });
  return { lines, height: 1, lacks: last > 0 && touch(0, last) };
}
