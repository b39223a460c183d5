/** Charts of PowerPoint as ours: kind, title, names and numbers, which stand in the file beside their picture. */
import type { Document, Element } from '@xmldom/xmldom';
import { tableLines } from '../../text/table-lines.ts';
import { all, childrenOf, one } from './open-pptx.ts';

/** A chart in our Markdown, and what of it is drawn otherwise here. */
export interface ConvertedChart {
  readonly text: string;
  readonly told: readonly string[];
}

/** Kinds of charts by their element, and ours; those that are drawn otherwise have a word for the report. */
const KINDS: Readonly<Record<string, readonly [kind: string, told?: string]>> = {
  'c:barChart': ['column'],
  'c:bar3DChart': ['column', 'it is flat here'],
  'c:lineChart': ['line'],
  'c:line3DChart': ['line', 'it is flat here'],
  'c:areaChart': ['area'],
  'c:area3DChart': ['area', 'it is flat here'],
  'c:pieChart': ['pie'],
  'c:pie3DChart': ['pie', 'it is flat here'],
  'c:doughnutChart': ['pie', 'the ring is a pie here'],
  'c:ofPieChart': ['pie', 'its second pie is part of the first here'],
  'c:scatterChart': ['scatter'],
  'c:bubbleChart': ['scatter', 'its bubbles have one size here'],
  'c:radarChart': ['line', 'the net is drawn as lines here'],
};

/** The most cells that a chart of ours has. */
const MOST_CELLS = 2000;

/** Converts a chart; undefined where it is of a kind that is not drawn here, or has no numbers. */
export function convertChart(part: Document | undefined): ConvertedChart | undefined {
  const plots = childrenOf(one(part, 'c:plotArea')).filter(({ tagName }) => Object.hasOwn(KINDS, tagName));
  const [plot] = plots;
  const [kind, told] = KINDS[plot?.tagName ?? ''] ?? [];
  if (!plot || kind === undefined) return undefined;
  const kinds = plots.map(({ tagName }) => KINDS[tagName]?.[0]);
  const isMixed = kinds.some((each) => each !== kind);
  if (isMixed && kinds.includes('scatter')) return undefined;
  const grouping = settingOf(plot, 'c:grouping') ?? 'clustered';
  const isStacked = /^(?:percentS|s)tacked$/.test(grouping) && kind !== 'line';
  const series = plots.flatMap((each) => childrenOf(each).filter(({ tagName }) => tagName === 'c:ser'));
  const shown = kind === 'pie' ? series.slice(0, 1) : series;
  const rows = kind === 'scatter' ? pointRows(shown) : categoryRows(shown);
  if (rows.length === 0 || rows.length * (shown.length + 1) > MOST_CELLS) return undefined;
  const names = shown.map((each, i) => wordsIn(one(each, 'c:tx')) || `Series ${i + 1}`);
  const title = wordsIn(childrenOf(one(part, 'c:chart')).find(({ tagName }) => tagName === 'c:title'));
  const words = [
    kind === 'column' && settingOf(plot, 'c:barDir') === 'bar' ? 'bar' : kind,
    ...(isStacked ? ['stacked'] : []),
    ...(title === '' ? [] : [`{title="${title.replace(/[{}]/g, '').replaceAll('"', '”')}"}`]),
  ];
  const axis = one(part, kind === 'scatter' ? 'c:valAx' : 'c:catAx');
  const cells = [[wordsIn(one(axis, 'c:title')), ...names], ...rows];
  const table = tableLines(cells.map((row) => row.map((cell) => cell.replaceAll('|', '\\|'))));
  return {
    text: `\`\`\`chart ${words.join(' ')}\n${table.join('\n')}\n\`\`\``,
    told: [
      ...(told === undefined ? [] : [told]),
      ...(isMixed ? [`all series are drawn as \`${words[0]}\``] : []),
      ...(grouping === 'percentStacked' ? ['its parts are not of a hundred here'] : []),
      ...(shown.length < series.length ? ['only its first series is drawn'] : []),
    ],
  };
}

/** Rows of names, each with a number of each series. */
function categoryRows(series: readonly Element[]): string[][] {
  const names = series.map((each) => points(one(each, 'c:cat'))).find((found) => found.size > 0);
  const values = series.map((each) => points(one(each, 'c:val')));
  const length = Math.max(
    0,
    ...[...(names ? [names] : []), ...values].flatMap((each) => [...each.keys()]).map((at) => at + 1),
  );
  if (values.every((each) => each.size === 0) || length > MOST_CELLS) return [];
  return Array.from({ length }, (_, i) => [
    names?.get(i) ?? (names ? '' : String(i + 1)),
    ...values.map((each) => each.get(i) ?? ''),
  ]);
}

/** Rows of places, each with the number of the series whose point it is. */
function pointRows(series: readonly Element[]): string[][] {
  return series.flatMap((each, s) => {
    const places = points(one(each, 'c:xVal'));
    return [...points(one(each, 'c:yVal'))].map(([i, value]) => [
      places.get(i) ?? String(i + 1),
      ...series.map((_, other) => (other === s ? value : '')),
    ]);
  });
}

/** Returns the values of a reference as the file remembers them, by their number. */
function points(data: Element | undefined): ReadonlyMap<number, string> {
  // Of names in several levels, the first are nearest to the chart.
  const level = one(data, 'c:lvl') ?? data;
  const general = one(data, 'c:formatCode')?.textContent ?? '';
  const isNumber = one(data, 'c:numCache') !== undefined || one(data, 'c:numLit') !== undefined;
  return new Map(
    all(level, 'c:pt').flatMap((point) => {
      const written = one(point, 'c:v')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
      const format = point.getAttribute('formatCode') ?? general;
      const text = isNumber ? numberText(written, format) : written;
      return text === undefined ? [] : [[Number(point.getAttribute('idx')), text] as const];
    }),
  );
}

/** The day that spreadsheets count from, as they do since 1900-03-01. */
const DAY_ZERO = Date.UTC(1899, 11, 30);

/** The number of the last day that they know, in the year 9999. */
const MOST_DAYS = 2_958_466;

/** Writes a number as we read it: without the rests of binary fractions, dates as dates, shares per cent. */
function numberText(written: string, format: string): string | undefined {
  const value = Number(written);
  if (written === '' || !Number.isFinite(value)) return undefined;
  const bare = format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  if (/[yd]/i.test(bare) && Math.abs(value) < MOST_DAYS)
    return new Date(DAY_ZERO + Math.round(value) * 86_400_000).toISOString().slice(0, 10);
  const isShare = bare.includes('%');
  const plain = String(Number((isShare ? value * 100 : value).toPrecision(12)));
  // Where a comma parts decimals, three digits behind a point may be thousands.
  const clear = /\.\d{3}$/.test(plain) ? `${plain}0` : plain;
  return isShare ? `${clear}%` : clear;
}

function settingOf(plot: Element, name: string): string | undefined {
  return one(plot, name)?.getAttribute('val') ?? undefined;
}

/** Returns the words of a title or a name, written in the chart or remembered from a cell. */
function wordsIn(text: Element | undefined): string {
  const paragraphs = all(text, 'a:p').map((each) =>
    all(each, 'a:t')
      .map(({ textContent }) => textContent ?? '')
      .join(''),
  );
  const words =
    paragraphs.length > 0 ? paragraphs : all(text, 'c:v').map(({ textContent }) => textContent ?? '');
  return words.join(' ').replace(/\s+/g, ' ').trim();
}
