/** Draws points by two numbers each. */
import type { Chart } from '../chart.ts';
import { axisRoom, drawAtBottom, drawAtLeft, valueAxis } from './axes.ts';
import { widthOf } from './letters.ts';
import { type Drawn, HEIGHT, type Lack, LINE, type Mark, part, plotWidth, TIERS, text } from './svg.ts';

/** Draws a scatter chart. */
export function drawScatter(chart: Chart): Drawn {
  const { series } = chart;
  const points = pointsOf(chart);
  const y = valueAxis(
    points.map(({ value }) => value),
    chart,
    false,
  );
  // A chart's unit and bounds are those of its values.
  const plain: Chart = {
    ...chart,
    unit: undefined,
    options: { ...chart.options, from: undefined, to: undefined },
  };
  const x = valueAxis(
    points.map(({ place }) => place),
    plain,
    false,
  );
  const left = axisRoom(y);
  const spots = points.map((point): Spot => ({ ...point, x: x.at(point.place), y: y.at(point.value) }));
  const names = placeNames(spots, plotWidth(TIERS[0], { left, right: 1 }));
  const marks = spots.flatMap((spot): Mark[] => {
    const mark = { series: spot.series, row: spot.row, isOver: spot.isMarked };
    const name = names.get(spot);
    return [{ ...mark, svg: dot(spot) }, ...(name ? [{ ...mark, tier: 'wide' as const, svg: name }] : [])];
  });
  const room = { left, right: 1, top: 1.6, bottom: LINE * 2 + 0.5 };
  const unnamed = spots.filter((spot) => spot.label !== '' && !names.has(spot)).length;
  return {
    rooms: { wide: room, narrow: room },
    axes: drawAtLeft(y) + drawAtBottom(x, plotWidth(TIERS[1], { left, right: 1 })) + measures(chart, left),
    marks,
    hasKey: { wide: series.length > 1, narrow: series.length > 1 },
    lacks: unnamed > 0 ? [noRoom(unnamed)] : [],
  };
}

/** A point of a chart. */
interface Point {
  /** Indices of its series and its row. */
  readonly series: number;
  readonly row: number;
  readonly label: string;
  /** Its numbers across and upwards. */
  readonly place: number;
  readonly value: number;
  readonly isMarked: boolean;
}

/** A point with its place in the plot: shares of its width and height, from its lower left corner. */
interface Spot extends Point {
  readonly x: number;
  readonly y: number;
}

/** Returns the points that have both numbers. */
function pointsOf({ labels, series, places = [], marked }: Chart): Point[] {
  return series.flatMap(({ values }, s) =>
    values.flatMap((value, row) => {
      const place = places[row];
      if (value === undefined || place === undefined || !Number.isFinite(place)) return [];
      return [{ series: s, row, label: labels[row] ?? '', place, value, isMarked: marked?.row === row }];
    }),
  );
}

function dot({ x, y, isMarked }: Spot): string {
  const name = isMarked ? 'chart-dot chart-point' : 'chart-dot';
  return `<circle class="${name}" cx="${part(x)}" cy="${part(1 - y)}" r="${isMarked ? 0.4 : 0.28}em"/>`;
}

/**
 * Draws the points' names beside them, where nothing else is, first at their right; those without room are left out.
 * `width` is that of the plot, in ems.
 */
function placeNames(spots: readonly Spot[], width: number): ReadonlyMap<Spot, string> {
  const names = new Map<Spot, string>();
  const boxes = spots.map(({ x, y }) => boxAt(x, y, width, 0.5));
  for (const spot of spots) {
    const { label, x, y } = spot;
    if (label === '') continue;
    const long = widthOf(label);
    const box = [x + 0.5 / width, x - (long + 0.5) / width]
      .map((start): Box => ({ x: start, y: y - LINE / 2 / HEIGHT, w: long / width, h: LINE / HEIGHT }))
      .find(
        (each) =>
          each.x > -0.02 &&
          each.x + each.w < 1.03 &&
          boxes.every((other) => !meet(each, other, boxAt(x, y, width, 0.5))),
      );
    if (!box) continue;
    boxes.push(box);
    const side =
      box.x > x ? ({ dx: 0.55, anchor: 'start' } as const) : ({ dx: -0.55, anchor: 'end' } as const);
    names.set(
      spot,
      text(label, { x: part(x), y: part(1 - y), ...side, isCentred: true, class: 'chart-label' }),
    );
  }
  return names;
}

/** Draws what is measured: upwards above the axis, if that is one series, and across below it. */
function measures({ series, placeName }: Chart, left: number): string {
  const upwards = series.length === 1 ? (series[0]?.name ?? '') : '';
  return (
    text(upwards, { x: '0', y: '0', dx: -left + 0.1, dy: -0.9, class: 'chart-measure' }) +
    text(placeName, { x: '100%', y: '100%', dy: LINE + 1.4, anchor: 'end', class: 'chart-measure' })
  );
}

function noRoom(unnamed: number): Lack {
  return {
    reason: `${unnamed} of its points ${unnamed === 1 ? 'has' : 'have'} no room for a name`,
    hint: 'Leave some out, or name only a few.',
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
