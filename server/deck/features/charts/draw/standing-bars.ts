/** Draws columns, which stand. */
import type { Chart } from '../chart.ts';
import type { Writer } from '../numbers.ts';
import { axisRoom, drawAtLeft, namesBelow, valueWriter } from './axes.ts';
import { type Bar, nameClass, placesOfBars } from './bar-places.ts';
import { widthOf } from './letters.ts';
import { labelsAtEnd } from './series-labels.ts';
import { byTier, type Drawn, type Lack, LINE, line, type Mark, only, part, plotWidth, text } from './svg.ts';

/** Draws a chart of columns. */
export function drawColumns(chart: Chart): Drawn {
  const { bars, axis, middles } = placesOfBars(chart);
  const { labels, series, options } = chart;
  const write = valueWriter(chart);
  const atEnd =
    options.stacked && series.length > 1 ? labelsAtEnd(chart, lastOfStacks(bars, labels.length)) : undefined;
  const hasBelow = bars.some(({ value }) => value < 0);
  const lacks = new Set(atEnd?.lacks ?? []);
  let axes = '';
  const marks: Mark[] = bars.map((bar) => ({ ...bar, svg: standing(bar) }));
  const rooms = byTier((tier) => {
    const right = tier.name === 'wide' ? (atEnd?.width ?? 0) : 0;
    const widthLeft = plotWidth(tier, { left: axisRoom(axis), right });
    const isWritten =
      !options.stacked && bars.every(({ value, size }) => widthOf(write(value)) + 0.3 <= size * widthLeft);
    const left = isWritten ? 0 : axisRoom(axis);
    const names = namesBelow(labels, plotWidth(tier, { left, right }), false);
    if (names.lacks && tier.name === 'wide') lacks.add(LACKING_NAMES);
    axes += only(tier.name, isWritten ? '' : drawAtLeft(axis));
    const gap = hasBelow && isWritten ? 1.2 : 0;
    axes += only(
      tier.name,
      names.lines
        .map((lines, row) =>
          lines.length === 0
            ? ''
            : text(lines, {
                x: part(middles[row] ?? 0),
                y: '100%',
                dy: 1.3 + gap,
                anchor: 'middle',
                class: nameClass(chart, row),
              }),
        )
        .join(''),
    );
    if (isWritten) marks.push(...bars.map((bar) => valueOver(bar, write, tier.name)));
    return { left, right, top: isWritten ? 1.2 : 0.6, bottom: names.height * LINE + 0.5 + gap };
  });
  if (atEnd) marks.push(...atEnd.marks);
  const isGrouped = series.length > 1;
  return {
    rooms,
    axes,
    base: line(['0', part(1 - axis.base)], ['100%', part(1 - axis.base)], 'chart-base'),
    marks,
    hasKey: { wide: isGrouped && !atEnd, narrow: isGrouped },
    lacks: [...lacks],
  };
}

const LACKING_NAMES: Lack = {
  reason: 'not all names of its rows have room',
  hint: 'Ask for `bar`, which has more for names, make them shorter, or leave rows out.',
};

function valueOver(bar: Bar, write: Writer, tier: Mark['tier']): Mark {
  const isBelow = bar.value < 0;
  const svg = text(write(bar.value), {
    x: part(bar.across + bar.size / 2),
    y: part(1 - bar.to),
    dy: isBelow ? 1.1 : -0.35,
    anchor: 'middle',
    class: 'chart-value',
  });
  return { series: bar.series, row: bar.row, svg, ...(tier ? { tier } : {}) };
}

/** Returns the segments of the last row that has any, to which the series' names are put. */
function lastOfStacks(bars: readonly Bar[], rows: number): readonly (number | undefined)[] {
  const last = Math.max(...bars.map(({ row }) => row));
  const found: (number | undefined)[] = [];
  for (const bar of bars)
    if (bar.row === Math.min(last, rows - 1)) found[bar.series] = 1 - (bar.from + bar.to) / 2;
  return found;
}

function standing({ across, size, from, to, value }: Bar): string {
  const [low, high] = from < to ? [from, to] : [to, from];
  const name = value < 0 ? 'chart-bar chart-down' : 'chart-bar chart-up';
  return `<rect class="${name}" x="${part(across)}" y="${part(1 - high)}" width="${part(size)}" height="${part(high - low)}"/>`;
}
