/** Draws a pie, with the name and the share of each slice beside it. */
import { arc, pie } from 'd3-shape';
import type { Chart } from '../chart.ts';
import { type Writer, writerFor } from '../numbers.ts';
import { spread, type Wish, widest, wrap } from './letters.ts';
import { type Drawn, HEIGHT, type Lack, LINE, type Mark, part, round, text } from './svg.ts';

/** The widest name of a slice, in ems, by width. */
const WIDEST = { wide: 9, narrow: 4.6 } as const;

/** A slice with its middle, as an angle from the top. */
interface Slice {
  readonly row: number;
  readonly share: number;
  readonly middle: number;
  readonly path: string;
}

/** Draws a pie: clockwise from the top, in the order of the rows. */
export function drawPie(chart: Chart): Drawn {
  const values = chart.series[0]?.values ?? [];
  const total = values.reduce((sum: number, value) => sum + (value ?? 0), 0);
  const shape = arc<{ startAngle: number; endAngle: number }>().innerRadius(0).outerRadius(500);
  const slices = pie<number | undefined>()
    .sort(null)
    .value((value) => value ?? 0)([...values])
    .filter(({ value }) => value > 0)
    .map(
      (each): Slice => ({
        row: each.index,
        share: each.value / total,
        middle: (each.startAngle + each.endAngle) / 2,
        path: (shape(each) ?? '').replace(/(\.\d)\d+/g, '$1'),
      }),
    );
  const marks: Mark[] = slices.map(({ row, path }) => ({
    series: row,
    row,
    svg: `<svg viewBox="-500 -500 1000 1000" width="100%" height="100%"><path class="chart-slice" d="${path}"/></svg>`,
  }));
  const write = shareWriter(slices, total, chart.lang);
  const wide = labelsOf(chart, slices, write, 'wide');
  const narrow = labelsOf(chart, slices, write, 'narrow');
  const room = ({ width }: Labels) => ({ left: width, right: width, top: 1.2, bottom: 1.2 });
  return {
    rooms: { wide: room(wide), narrow: room(narrow) },
    axes: '',
    marks: [...marks, ...wide.marks, ...narrow.marks],
    hasKey: { wide: false, narrow: false },
    lacks: wide.lacks,
  };
}

/** Differences below this, of sums of a hundred, are errors of adding decimals. */
const TINY = 1e-6;

/** Shares below these are written as zero without a decimal, and with one. */
const [LEAST_WHOLE, LEAST] = [0.005, 0.0005];

/**
 * Returns how shares are written: as their author did where the values add up to a hundred; otherwise whole, or with a
 * decimal where a slice would read as nothing.
 */
function shareWriter(slices: readonly Slice[], total: number, lang: string): Writer {
  const isOfHundred = Math.abs(total - 100) < TINY;
  const decimals = slices.some(({ share }) => share < LEAST_WHOLE) ? 1 : 0;
  const write = writerFor(lang, '%', isOfHundred ? {} : { maximumFractionDigits: decimals });
  return (share) => (!isOfHundred && share < LEAST ? `<\u00a0${write(0.1)}` : write(share * 100));
}

interface Labels {
  readonly marks: readonly Mark[];
  readonly width: number;
  readonly lacks: readonly Lack[];
}

function labelsOf(
  { labels }: Chart,
  slices: readonly Slice[],
  write: Writer,
  tier: 'wide' | 'narrow',
): Labels {
  const lines = slices.map(({ row, share }) => {
    const name = wrap(labels[row] ?? '', WIDEST[tier], 2);
    return { isCut: name.isCut, lines: [...name.lines.filter((each) => each !== ''), write(share)] };
  });
  const marks: Mark[] = [];
  let unnamed = 0;
  for (const isRight of [true, false]) {
    const own = slices.flatMap((slice, i) => (slice.middle < Math.PI === isRight ? [{ slice, i }] : []));
    const wishes = own.map(
      ({ slice, i }): Wish => ({
        at: 0.5 - Math.cos(slice.middle) * 0.5,
        room: ((lines[i]?.lines.length ?? 1) * LINE) / HEIGHT + 0.01,
        rank: slice.share,
      }),
    );
    for (const [k, place] of spread(wishes).entries()) {
      const found = own[k];
      if (!found) continue;
      if (place === undefined) {
        unnamed++;
        continue;
      }
      // On the circle's edge where the label is nearest to its middle, so that no letter is over a slice.
      const half = (wishes[k]?.room ?? 0) / 2;
      const near = Math.min(Math.max(0.5, place - half), place + half);
      const reach = Math.sqrt(Math.max(0, 0.25 - (near - 0.5) ** 2));
      const x = 0.5 + (isRight ? reach : -reach);
      const svg = text(lines[found.i]?.lines ?? [], {
        x: `${round(x * 100)}%`,
        y: part(place),
        dx: isRight ? 0.7 : -0.7,
        anchor: isRight ? 'start' : 'end',
        isCentred: true,
        class: 'chart-label',
      });
      marks.push({ series: found.slice.row, row: found.slice.row, tier, svg, isOver: true });
    }
  }
  const isCut = lines.some((each) => each.isCut);
  return {
    marks,
    width: widest(lines.flatMap((each) => each.lines)) + 1,
    lacks: [
      ...(unnamed > 0
        ? [
            {
              reason: `${unnamed} of its slices have no room for a name`,
              hint: `Sum them up as one, or ask for \`bar\`.`,
            },
          ]
        : []),
      ...(isCut
        ? [{ reason: 'not all names of its slices have room', hint: 'Make them shorter, or ask for `bar`.' }]
        : []),
    ],
  };
}
