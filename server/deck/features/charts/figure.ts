/** A chart as HTML: its title, a key, the drawing for those who see, and the table for those who hear. */
import { escapeHtml } from '../../html/escape.ts';
import { type Chart, isMarked } from './chart.ts';
import { STEP } from './chart-steps.ts';
import { drawBars } from './draw/bars.ts';
import { wrap } from './draw/letters.ts';
import { drawLines } from './draw/line-marks.ts';
import { drawPie } from './draw/pie.ts';
import { drawScatter } from './draw/scatter.ts';
import { drawColumns } from './draw/standing-bars.ts';
import { type Drawn, type Lack, type Mark, type Room, round } from './draw/svg.ts';
import { isSign, writerFor } from './numbers.ts';
import { beginsAt } from './phrases.ts';
import type { Kind, Told } from './syntax.ts';

/** Colours of series in charts.css; further series are grey. */
const COLOURS = 8;

/** The widest name in a key, in ems. */
const KEY_WIDTH = 14;

const DRAW: Readonly<Record<Kind, (chart: Chart) => Drawn>> = {
  bar: drawBars,
  column: drawColumns,
  line: drawLines,
  area: drawLines,
  scatter: drawScatter,
  pie: drawPie,
};

/** What becomes of a chart: the content of its figure, that figure's classes, and what its author is told. */
export interface ChartHtml {
  readonly html: string;
  readonly names: readonly string[];
  readonly told: readonly Told[];
}

/** Draws a chart. */
export function htmlOf(chart: Chart): ChartHtml {
  const { kind, title } = chart.options;
  const drawn = DRAW[kind](chart);
  const lacks = [...drawn.lacks, ...coloursLackedBy(chart)];
  const by = stepsBy(chart);
  const parts = [
    title === undefined ? '' : `<figcaption>${escapeHtml(title)}</figcaption>`,
    keyOf(chart, drawn, by),
    `<svg aria-hidden="true" focusable="false" style="${roomStyle(drawn.rooms)}">`,
    `<g class="chart-axes">${drawn.axes}</g>`,
    ...[...drawn.marks]
      .sort((a, b) => Number(a.isOver ?? false) - Number(b.isOver ?? false))
      .map((mark) => group(mark, chart, by)),
    drawn.base === undefined ? '' : `<g class="chart-axes">${drawn.base}</g>`,
    '</svg>',
    noteOf(chart),
    tableOf(chart, by),
  ];
  return {
    html: parts.join(''),
    names: ['chart', `chart-of-${kind}`],
    told: lacks.length === 0 ? [] : [lackOf(lacks)],
  };
}

/** Says that parts share the grey of what has no colour of its own; where some are marked, grey is meant. */
function coloursLackedBy({ options, marked, series, labels }: Chart): Lack[] {
  const [count, parts] = options.kind === 'pie' ? [labels.length, 'slices'] : [series.length, 'series'];
  if (marked || count <= COLOURS + 1) return [];
  const reason = `${count - COLOURS} of its ${count} ${parts} share one grey, since there are ${COLOURS} colours`;
  return [{ reason, hint: 'Sum the small ones up, or mark what matters (`mark=NAME`).' }];
}

/** Says what has no room, and what to do about it. */
function lackOf(lacks: readonly Lack[]): Told {
  const reason = `in this chart, ${lacks.map((lack) => lack.reason).join(', and ')}`;
  return { reason, hint: lacks.map(({ hint }) => hint).join(' '), near: '' };
}

type StepsBy = 'series' | 'rows' | undefined;

/** Returns what one step of a chart shows. A line is of one piece. */
function stepsBy({ options: { kind, steps }, series }: Chart): StepsBy {
  if (steps === undefined) return undefined;
  if (kind === 'pie') return 'rows';
  if (kind === 'line' || kind === 'area') return 'series';
  return steps === 'any' ? (series.length > 1 ? 'series' : 'rows') : steps;
}

function stepAttributes(
  by: StepsBy,
  series: number,
  row: number,
): { readonly name: string; readonly attribute: string } {
  const step = by === 'series' ? series : by === 'rows' ? row : -1;
  return step < 0 ? { name: '', attribute: '' } : { name: ' fragment', attribute: ` ${STEP}="${step}"` };
}

function group({ series, row, svg, tier }: Mark, chart: Chart, by: StepsBy): string {
  const { name, attribute } = stepAttributes(by, series, row);
  const width = tier === undefined ? '' : ` chart-${tier}`;
  return `<g class="${looks(chart, series, row)}${width}${name}"${attribute}>${svg}</g>`;
}

/** Returns the classes by which a part has its colour. */
function looks(chart: Chart, series: number, row: number): string {
  const { marked, options } = chart;
  const colour = `chart-s${Math.min(series, COLOURS)}`;
  if (!marked) return colour;
  if (options.kind === 'pie')
    return isMarked({ ...chart, marked: { ...marked, series: -1 } }, 0, row) ? 'chart-s0' : 'chart-quiet';
  const isOwn = row === -1 ? marked.series === -1 || marked.series === series : isMarked(chart, series, row);
  if (!isOwn) return 'chart-quiet';
  return marked.series === -1 && chart.series.length > 1 ? colour : 'chart-s0';
}

function keyOf(chart: Chart, { hasKey }: Drawn, by: StepsBy): string {
  const { series, options } = chart;
  const name =
    series.length === 1 && options.kind !== 'scatter' && options.title === undefined
      ? (series[0]?.name ?? '')
      : '';
  const unit = chart.unit === undefined || isSign(chart.unit) ? '' : chart.unit;
  const measured = [name, unit].filter((each) => each !== '').join(', ');
  const measure =
    measured === '' ? '' : `<p class="chart-measure" aria-hidden="true">${escapeHtml(measured)}</p>`;
  if (!hasKey.wide && !hasKey.narrow) return measure;
  // Further series have no colour of their own, by which a key would tell them.
  const entries = series.slice(0, COLOURS).map(({ name }, i) => {
    const { name: fragment, attribute } =
      by === 'series' ? stepAttributes(by, i, -1) : { name: '', attribute: '' };
    return `<span class="${looks(chart, i, -1)}${fragment}"${attribute}><i></i>${escapeHtml(wrap(name, KEY_WIDTH, 1).lines.join(''))}</span>`;
  });
  const width = hasKey.wide ? '' : ' chart-narrow';
  return `${measure}<p class="chart-key${width}" aria-hidden="true">${entries.join(' ')}</p>`;
}

/** Writes the room around the plot, by width, for charts.css. */
function roomStyle({ wide, narrow }: Readonly<Record<'wide' | 'narrow', Room>>): string {
  const of = (prefix: string, { left, right, top, bottom }: Room) =>
    [
      ['l', left],
      ['r', right],
      ['t', top],
      ['b', bottom],
    ].map(([side, em]) => `--${prefix}${side}:${round(Number(em))}em`);
  return [...of('w', wide), ...of('n', narrow)].join(';');
}

/** Says that an axis of bars does not begin at zero, which bars promise. */
function noteOf(chart: Chart): string {
  const { kind, from, to } = chart.options;
  const start = from !== undefined && from > 0 ? from : to !== undefined && to < 0 ? to : undefined;
  if (start === undefined || !/^(?:bar|column|area)$/.test(kind)) return '';
  return `<p class="chart-note">${escapeHtml(beginsAt(chart.lang, writerFor(chart.lang, chart.unit)(start)))}</p>`;
}

function tableOf(chart: Chart, by: StepsBy): string {
  const { series, labels, corner, options, placeName, places = [] } = chart;
  const write = writerFor(chart.lang, chart.unit);
  const plain = writerFor(chart.lang, undefined);
  const cell = (
    tag: string,
    content: string,
    step?: { readonly name: string; readonly attribute: string },
  ) => {
    const name = step && step.name !== '' ? ` class="${step.name.trim()}"` : '';
    return `<${tag}${name}${step?.attribute ?? ''}>${escapeHtml(content)}</${tag.split(' ')[0]}>`;
  };
  const isScatter = options.kind === 'scatter';
  const hasNames = !isScatter || labels.some((label) => label !== '');
  const bySeries = (i: number) => (by === 'series' ? stepAttributes(by, i, -1) : undefined);
  const head = [
    ...(hasNames ? [cell('th scope="col"', corner)] : []),
    ...(isScatter ? [cell('th scope="col"', placeName)] : []),
    ...series.map(({ name }, i) => cell('th scope="col"', name, bySeries(i))),
  ];
  const rows = labels.map((label, row) => {
    const step = by === 'rows' ? stepAttributes(by, -1, row) : { name: '', attribute: '' };
    const cells = [
      ...(hasNames ? [cell('th scope="row"', label)] : []),
      ...(isScatter ? [cell('td', Number.isFinite(places[row]) ? plain(places[row] ?? 0) : '')] : []),
      ...series.map(({ values }, i) =>
        cell('td', values[row] === undefined ? '' : write(values[row]), bySeries(i)),
      ),
    ];
    return `<tr${step.name === '' ? '' : ' class="fragment"'}${step.attribute}>${cells.join('')}</tr>`;
  });
  return `<table class="chart-data"><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
