/** Draws lines and areas. */
import { area, line as linePath } from 'd3-shape';
import type { Chart } from '../chart.ts';
import { isMarked } from '../chart.ts';
import { axisRoom, drawAtLeft, namesAt, namesBelow, valueWriter } from './axes.ts';
import { widthOf } from './letters.ts';
import { type Point, plainLines, stackedLines, xsOf } from './line-places.ts';
import { type EndLabels, labelsAtEnd } from './series-labels.ts';
import {
  type Drawn,
  LINE,
  line,
  type Mark,
  only,
  part,
  plotWidth,
  type Room,
  round,
  stretched,
  TIERS,
  text,
} from './svg.ts';

/** More points than these on a line are not marked one by one. */
const MOST_DOTS = 14;

/** Draws a chart of lines or areas. */
export function drawLines(chart: Chart): Drawn {
  const { labels, series, options } = chart;
  const { lines, axis } =
    options.stacked && options.kind === 'area' ? stackedLines(chart) : plainLines(chart);
  const isStacked = options.stacked && options.kind === 'area';
  const ends = lines.map((points) => {
    const last = points.findLast(({ isThere }) => isThere);
    return last && (isStacked ? (last.base + last.top) / 2 : last.top);
  });
  const atEnd: EndLabels = series.length > 1 ? labelsAtEnd(chart, ends) : { marks: [], width: 0, lacks: [] };
  const lacks = [...atEnd.lacks];
  let axes = '';
  const left = axisRoom(axis);
  const xs = xsOf(chart);
  const roomOf = (tier: (typeof TIERS)[number]): Room => {
    // A name in the middle of the last place reaches beyond the plot.
    const beyond = Math.min(2.5, widthOf(labels.at(-1) ?? '') / 2);
    const right = Math.max(beyond, tier.name === 'wide' ? atEnd.width : 0);
    const width = plotWidth(tier, { left, right });
    const names = chart.places
      ? namesAt(labels, xs, width)
      : namesBelow(labels, width * (1 + 1 / labels.length), true);
    if (names.lacks && tier.name === 'wide')
      lacks.push({ reason: 'not all names below it have room', hint: 'Make them shorter.' });
    axes += only(
      tier.name,
      names.lines
        .map((each, row) =>
          each.length === 0
            ? ''
            : text(each, {
                x: part(xs[row] ?? 0),
                y: '100%',
                dy: 1.35,
                anchor: 'middle',
                class: 'chart-label',
              }),
        )
        .join(''),
    );
    return {
      left,
      right,
      top: chart.marked && chart.marked.row !== -1 ? 1.6 : 0.7,
      bottom: names.height * LINE + 0.5,
    };
  };
  const [wide, narrow] = TIERS;
  const rooms = { wide: roomOf(wide), narrow: roomOf(narrow) };
  axes =
    drawAtLeft(axis) + axes + line(['0', part(1 - axis.base)], ['100%', part(1 - axis.base)], 'chart-base');
  const marks = lines.map((points, i): Mark => {
    const isOver = chart.marked !== undefined && isMarked(chart, i, chart.marked.row);
    return { series: i, row: -1, svg: seriesOf(points, chart, i), isOver };
  });
  return {
    rooms,
    axes,
    marks: [...marks, ...atEnd.marks],
    hasKey: { wide: false, narrow: series.length > 1 },
    lacks,
  };
}

const at = (of: number): number => round(of * 1000);

function seriesOf(points: readonly Point[], chart: Chart, series: number): string {
  const { options } = chart;
  const path = linePath<Point>()
    .defined(({ isThere }) => isThere)
    .x(({ x }) => at(x))
    .y(({ top }) => at(top))([...points]);
  const filled =
    options.kind === 'area'
      ? area<Point>()
          .defined(({ isThere }) => isThere)
          .x(({ x }) => at(x))
          .y0(({ base }) => at(base))
          .y1(({ top }) => at(top))([...points])
      : null;
  const isStacked = options.stacked && filled !== null;
  const paths = [
    filled === null
      ? ''
      : `<path class="chart-area${isStacked ? ' chart-layer' : ''}" d="${short(filled)}"/>`,
    path === null || isStacked ? '' : `<path class="chart-line" pathLength="1" d="${short(path)}"/>`,
  ].join('');
  const there = points.filter(({ isThere }) => isThere);
  // A point without neighbours has no line.
  const alone = ({ row }: Point) => !points[row - 1]?.isThere && !points[row + 1]?.isThere;
  const isWhole = chart.marked?.series === series && chart.marked.row === -1;
  const dots = there.filter(
    (point) =>
      !isStacked &&
      (options.kind === 'line' && there.length <= MOST_DOTS
        ? true
        : alone(point) || (isWhole && point === there.at(-1))),
  );
  const found = markedPoint(points, chart, series);
  return (
    stretched(paths) +
    dots
      .map(({ x, top }) => `<circle class="chart-dot" cx="${part(x)}" cy="${part(top)}" r="0.2em"/>`)
      .join('') +
    found
  );
}

/** Returns the one point of a series that stands out, with its value. */
function markedPoint(points: readonly Point[], chart: Chart, series: number): string {
  const { marked } = chart;
  const point =
    marked && marked.row !== -1 && isMarked(chart, series, marked.row) ? points[marked.row] : undefined;
  const value = point && chart.series[series]?.values[point.row];
  if (!point || value === undefined) return '';
  const label = text(valueWriter(chart, chart.unit)(value), {
    x: part(point.x),
    y: part(point.top),
    dy: -0.7,
    anchor: point.x < 0.05 ? 'start' : point.x > 0.95 ? 'end' : 'middle',
    class: 'chart-value chart-strong',
  });
  return `<circle class="chart-dot chart-point" cx="${part(point.x)}" cy="${part(point.top)}" r="0.36em"/>${label}`;
}

/** d3 writes three decimals; a thousandth of the plot is enough. */
function short(path: string): string {
  return path.replace(/(\.\d)\d+/g, '$1');
}
