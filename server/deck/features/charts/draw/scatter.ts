/** Draws points by two numbers each. */
import type { Chart } from '../chart.ts';
import { axisRoom, drawAtBottom, drawAtLeft, valueAxis } from './axes.ts';
import { widthOf } from './letters.ts';
import { type Drawn, HEIGHT, LINE, type Mark, part, plotWidth, TIERS, text } from './svg.ts';

/** Draws a scatter chart. */
export function drawScatter(chart: Chart): Drawn {
  const { labels, series, places = [] } = chart;
  const isThere = (s: number, row: number) =>
    series[s]?.values[row] !== undefined && Number.isFinite(places[row]);
  const points = series.flatMap(({ values }, s) =>
    values.flatMap((value, row) => (isThere(s, row) && value !== undefined ? [{ s, row, value }] : [])),
  );
  const y = valueAxis(
    points.map(({ value }) => value),
    chart,
    false,
  );
  const plain: Chart = {
    ...chart,
    unit: undefined,
    options: { ...chart.options, from: undefined, to: undefined },
  };
  const x = valueAxis(
    points.map(({ row }) => places[row] ?? 0),
    plain,
    false,
  );
  const left = axisRoom(y);
  const width = plotWidth(TIERS[0], { left, right: 1 });
  const boxes: Box[] = points.map(({ row, value }) => boxAt(x.at(places[row] ?? 0), y.at(value), width, 0.5));
  let unnamed = 0;
  const marks = points.flatMap(({ s, row, value }): Mark[] => {
    const [px, py] = [x.at(places[row] ?? 0), y.at(value)];
    const isPoint = chart.marked !== undefined && chart.marked.row === row;
    const dot = `<circle class="chart-dot${isPoint ? ' chart-point' : ''}" cx="${part(px)}" cy="${part(1 - py)}" r="${isPoint ? 0.4 : 0.28}em"/>`;
    const own = { series: s, row, isOver: isPoint };
    const label = labels[row] ?? '';
    if (label === '') return [{ ...own, svg: dot }];
    const long = widthOf(label);
    // Beside the point, where nothing else is, first at its right.
    const box = [px + 0.5 / width, px - (long + 0.5) / width]
      .map((start): Box => ({ x: start, y: py - LINE / 2 / HEIGHT, w: long / width, h: LINE / HEIGHT }))
      .find(
        (each) =>
          each.x > -0.02 &&
          each.x + each.w < 1.03 &&
          boxes.every((other) => !meet(each, other, boxAt(px, py, width, 0.5))),
      );
    if (!box) {
      unnamed++;
      return [{ ...own, svg: dot }];
    }
    boxes.push(box);
    const isRight = box.x > px;
    const svg = text(label, {
      x: part(px),
      y: part(1 - py),
      dx: isRight ? 0.55 : -0.55,
      anchor: isRight ? 'start' : 'end',
      isCentred: true,
      class: 'chart-label',
    });
    return [
      { ...own, svg: dot },
      { ...own, tier: 'wide', svg },
    ];
  });
  const room = { left, right: 1, top: 1.6, bottom: LINE * 2 + 0.5 };
  const names = text(series.length === 1 ? (series[0]?.name ?? '') : '', {
    x: '0',
    y: '0',
    dx: -left + 0.1,
    dy: -0.9,
    class: 'chart-measure',
  });
  const below = text(chart.placeName, {
    x: '100%',
    y: '100%',
    dy: LINE + 1.4,
    anchor: 'end',
    class: 'chart-measure',
  });
  return {
    rooms: { wide: room, narrow: room },
    axes: drawAtLeft(y) + drawAtBottom(x, plotWidth(TIERS[1], { left, right: 1 })) + names + below,
    marks,
    hasKey: { wide: series.length > 1, narrow: series.length > 1 },
    lacks:
      unnamed > 0
        ? [
            {
              reason: `${unnamed} of its points have no room for a name`,
              hint: `Leave some out, or name only a few.`,
            },
          ]
        : [],
  };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function boxAt(x: number, y: number, width: number, size: number): Box {
  return { x: x - size / 2 / width, y: y - size / 2 / HEIGHT, w: size / width, h: size / HEIGHT };
}

/** Returns whether two boxes overlap, the second of which is not a point's own. */
function meet(one: Box, other: Box, own: Box): boolean {
  if (other.x === own.x && other.y === own.y && other.w === own.w) return false;
  return (
    one.x < other.x + other.w &&
    other.x < one.x + one.w &&
    one.y < other.y + other.h &&
    other.y < one.y + one.h
  );
}
