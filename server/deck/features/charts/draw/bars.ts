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

/** Draws a chart of bars. */
export function drawBars(chart: Chart): Drawn {
  const { bars, axis, middles } = placesOfBars(chart);
  const { labels, series, options } = chart;
  const write = valueWriter(chart);
  const thickness = Math.min(...bars.map(({ size }) => size)) * HEIGHT;
  const isWritten = !options.stacked && thickness >= LINE * 0.85;
  const hasBelow = bars.some(({ value }) => value < 0);
  const values = isWritten ? widest(bars.map(({ value }) => write(value))) + 0.6 : 0;
  const isGrouped = series.length > 1;
  const rowRoom = HEIGHT / labels.length;
  const every = Math.ceil((LINE * 0.95) / rowRoom);
  const lacks = new Set<Lack>();
  if (every > 1)
    lacks.add({ reason: 'not all names of its rows have room', hint: 'Leave rows out, or sum them up.' });
  let axes = '';
  const gap = hasBelow ? values : 0;
  const atBars = namesAtBars(chart, bars, write, isWritten, values);
  const rooms = byTier((tier) => {
    const lines = labels.map((label, row) =>
      row % every === 0
        ? wrap(label, NAME_WIDTH[tier.name], Math.max(1, Math.min(3, Math.floor(rowRoom / LINE))))
        : { lines: [], isCut: false },
    );
    if (tier.name === 'wide' && lines.some(({ isCut }) => isCut))
      lacks.add({
        reason: 'not all names of its rows have room',
        hint: 'Make them shorter, or leave rows out.',
      });
    const left = widest(lines.flatMap((each) => each.lines)) + 0.7 + gap;
    const right = values;
    if (!isWritten) axes += only(tier.name, drawAtBottom(axis, plotWidth(tier, { left, right: 1 })));
    axes += only(
      tier.name,
      lines
        .map((each, row) =>
          each.lines.length === 0
            ? ''
            : text(each.lines, {
                x: '0',
                y: part(middles[row] ?? 0),
                dx: -0.6 - gap,
                anchor: 'end',
                isCentred: true,
                class: nameClass(chart, row),
              }),
        )
        .join(''),
    );
    return { left, right: isWritten ? right : 1, top: 0.2, bottom: isWritten ? 0.2 : LINE + 0.4 };
  });
  const marks: Mark[] = bars.map((bar) => ({ ...bar, svg: lying(bar) }));
  if (isWritten) {
    for (const bar of bars) {
      const name = bar.row === 0 ? atBars?.[bar.series] : undefined;
      const own = write(bar.value);
      const at = { x: part(bar.to), y: part(bar.across + bar.size / 2), isCentred: true } as const;
      const isLeft = bar.value < 0;
      const place = {
        ...at,
        dx: isLeft ? -0.35 : 0.35,
        anchor: isLeft ? ('end' as const) : ('start' as const),
      };
      if (name === undefined) marks.push({ ...bar, svg: text(own, { ...place, class: 'chart-value' }) });
      else {
        marks.push({ ...bar, tier: 'narrow', svg: text(own, { ...place, class: 'chart-value' }) });
        marks.push({ ...bar, tier: 'wide', svg: text(`${own}  ${name}`, { ...place, class: 'chart-name' }) });
      }
    }
  }
  return {
    rooms,
    axes,
    base: line([part(axis.base), '0'], [part(axis.base), '100%'], 'chart-base'),
    marks,
    hasKey: { wide: isGrouped && !atBars, narrow: isGrouped },
    lacks: [...lacks],
  };
}

/** Returns the series' names if they have room behind the bars of the first row; they need no key then. */
function namesAtBars(
  { series }: Chart,
  bars: readonly Bar[],
  write: Writer,
  isWritten: boolean,
  values: number,
): readonly string[] | undefined {
  if (series.length < 2 || !isWritten) return undefined;
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
