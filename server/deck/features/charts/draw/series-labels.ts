/** Names of series at the end of their lines or layers, moved apart where they would overlap. */
import type { Chart } from '../chart.ts';
import { spread, type Wish, widest, wrap } from './letters.ts';
import { HEIGHT, type Lack, LINE, line, type Mark, part, text } from './svg.ts';

/** The widest name, in ems. */
const WIDEST = 9;

/** Names beyond which a place is pointed at, as a part of the plot's height. */
const MOVED = 0.025;

/** Names beside the plot. */
export interface EndLabels {
  readonly marks: readonly Mark[];
  /** The width that they take, in ems. */
  readonly width: number;
  readonly lacks: readonly Lack[];
}

/** Puts the name of each series at the right of the plot, near its place `ends[i]` from the top, as a part of 1. */
export function labelsAtEnd({ series, marked }: Chart, ends: readonly (number | undefined)[]): EndLabels {
  const names = series.map(({ name }) => wrap(name, WIDEST, 2));
  const wishes = series.map(({ values }, i): Wish => {
    const last = values.findLast((value) => value !== undefined) ?? 0;
    return {
      at: ends[i] ?? 0,
      room: ends[i] === undefined ? 0 : ((names[i]?.lines.length ?? 1) * LINE) / HEIGHT,
      rank:
        marked?.series === i
          ? Number.POSITIVE_INFINITY
          : ends[i] === undefined
            ? Number.NEGATIVE_INFINITY
            : Math.abs(last),
    };
  });
  const places = spread(wishes);
  const marks = series.flatMap((_, i): Mark[] => {
    const [end, place] = [ends[i], places[i]];
    const lines = names[i]?.lines ?? [];
    if (end === undefined || place === undefined || lines.join('') === '') return [];
    const isMoved = Math.abs(place - end) > MOVED;
    const pointer = isMoved ? POINTER(end, place) : '';
    const svg =
      pointer + text(lines, { x: '100%', y: part(place), dx: 1.2, isCentred: true, class: 'chart-name' });
    return [{ series: i, row: -1, tier: 'wide', svg, isOver: true }];
  });
  const isCut = names.some((each) => each.isCut);
  const shown = places.filter((place, i) => place !== undefined && ends[i] !== undefined).length;
  const wanted = ends.filter((end) => end !== undefined).length;
  return {
    marks,
    width: widest(names.flatMap(({ lines }) => lines)) + 1.5,
    lacks: [
      ...(shown < wanted
        ? [
            {
              reason: `only ${shown} of its ${series.length} series have room for a name`,
              hint: `Leave some out, or sum them up.`,
            },
          ]
        : []),
      ...(isCut ? [{ reason: 'not all names of its series have room', hint: 'Make them shorter.' }] : []),
    ],
  };
}

/** A line from where a series ends to its name. */
const POINTER = (end: number, place: number): string =>
  `<svg x="100%" width="1.1em" overflow="visible">${line(['12%', part(end)], ['92%', part(place)], 'chart-pointer')}</svg>`;
