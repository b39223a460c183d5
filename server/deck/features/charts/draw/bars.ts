/** Draws bars, which lie. */
import type { Chart } from '../chart.ts';
import type { Writer } from '../numbers.ts';
import { drawAtBottom, valueWriter } from './axes.ts';
import { type Bar, nameClass, placesOfBars } from './bar-places.ts';
import { widest, widthOf, wrap } from './letters.ts';
import {
  byTier,
  type Drawn,
  HEIGHT,
  type Lack,
  LINE,
  line,
  type Mark,
  only,
  part,
  plotWidth,
  TIERS,
  text,
} from './svg.ts';

/** The widest names of rows beside bars, in ems. */
const NAME_WIDTH = { wide: 12, narrow: 6.5 } as const;

const NO_ROOM = 'not all names of its rows have room';

/** Draws a chart of bars. */
export function drawBars(chart: Chart): Drawn {
  const { bars, axis, middles } = placesOfBars(chart);
  const { labels, series, options } = chart;
  const write = valueWriter(chart);
  const thickness = Math.min(...bars.map(({ size }) => size)) * HEIGHT;
  const isWritten = !options.stacked && thickness >= LINE * 0.85;
  const values = isWritten ? widest(bars.map(({ value }) => write(value))) + 0.6 : 0;
  // Values of bars that lie to the left stand between them and the names.
  const gap = bars.some(({ value }) => value < 0) ? values : 0;
  const isGrouped = series.length > 1;
  const rowRoom = HEIGHT / labels.length;
  const every = Math.ceil((LINE * 0.95) / rowRoom);
  const lacks = new Set<Lack>();
  if (every > 1) lacks.add({ reason: NO_ROOM, hint: 'Leave rows out, or sum them up.' });
  let axes = '';
  const rooms = byTier((tier) => {
    const names = labels.map((label, row) =>
      row % every === 0
        ? wrap(label, NAME_WIDTH[tier.name], Math.max(1, Math.min(3, Math.floor(rowRoom / LINE))))
        : { lines: [], isCut: false },
    );
    if (tier.name === 'wide' && names.some(({ isCut }) => isCut))
      lacks.add({ reason: NO_ROOM, hint: 'Make them shorter, or leave rows out.' });
    const left = widest(names.flatMap(({ lines }) => lines)) + 0.7 + gap;
    if (!isWritten) axes += only(tier.name, drawAtBottom(axis, plotWidth(tier, { left, right: 1 })));
    const atRows = names.map(({ lines }, row) =>
      lines.length === 0
        ? ''
        : text(lines, {
            x: '0',
            y: part(middles[row] ?? 0),
            dx: -0.6 - gap,
            anchor: 'end',
            isCentred: true,
            class: nameClass(chart, row),
          }),
    );
    axes += only(tier.name, atRows.join(''));
    return { left, right: isWritten ? values : 1, top: 0.2, bottom: isWritten ? 0.2 : LINE + 0.4 };
  });
  const atBars = isWritten ? namesAtBars({ series, bars, write, values }) : undefined;
  const named = (bar: Bar) => (bar.row === 0 ? atBars?.[bar.series] : undefined);
  return {
    rooms,
    axes,
    base: line([part(axis.base), '0'], [part(axis.base), '100%'], 'chart-base'),
    marks: [
      ...bars.map((bar) => ({ ...bar, svg: lying(bar) })),
      ...(isWritten ? bars.flatMap((bar) => valueMarks(bar, write(bar.value), named(bar))) : []),
    ],
    hasKey: { wide: isGrouped && !atBars, narrow: isGrouped },
    lacks: [...lacks],
  };
}

/** Draws a bar's value behind its end, with the name of its series on wide screens. */
function valueMarks(bar: Bar, value: string, name: string | undefined): Mark[] {
  const side =
    bar.value < 0 ? ({ dx: -0.35, anchor: 'end' } as const) : ({ dx: 0.35, anchor: 'start' } as const);
  const place = { x: part(bar.to), y: part(bar.across + bar.size / 2), isCentred: true, ...side };
  const plain = text(value, { ...place, class: 'chart-value' });
  if (name === undefined) return [{ ...bar, svg: plain }];
  return [
    { ...bar, tier: 'narrow', svg: plain },
    { ...bar, tier: 'wide', svg: text(`${value}  ${name}`, { ...place, class: 'chart-name' }) },
  ];
}

/** Bars whose values are written behind them. */
interface WrittenBars extends Pick<Chart, 'series'> {
  readonly bars: readonly Bar[];
  readonly write: Writer;
  /** The width of the widest value, in ems. */
  readonly values: number;
}

/** Returns the series' names if they have room behind the bars of the first row; they need no key then. */
function namesAtBars({ series, bars, write, values }: WrittenBars): readonly string[] | undefined {
  if (series.length < 2) return undefined;
  const first = bars.filter(({ row }) => row === 0);
  const width = TIERS[0].width - NAME_WIDTH.wide - values;
  const fit = first.every(
    ({ series: s, value, to }) =>
      value >= 0 && to * width + widthOf(`${write(value)}  ${series[s]?.name ?? ''}`) + 0.4 <= width + values,
  );
  return fit && first.length === series.length ? series.map(({ name }) => name) : undefined;
}

function lying({ across, size, from, to, value }: Bar): string {
  const [low, high] = from < to ? [from, to] : [to, from];
  const name = value < 0 ? 'chart-bar chart-left' : 'chart-bar chart-right';
  return `<rect class="${name}" x="${part(low)}" y="${part(across)}" width="${part(high - low)}" height="${part(size)}"/>`;
}
