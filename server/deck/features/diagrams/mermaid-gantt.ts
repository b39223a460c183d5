/** Chooses the interval of the dates below a gantt chart so that they do not overlap. */
import { withModel } from './mermaid-here.ts';

/** The width of the time axis in pixels, with the measures in client/features/diagrams/diagram-theme.ts. */
const WIDTH = 485;

/**
 * The width of a date's character, at the font size in server/deck/features/diagrams/diagrams.css, and of the gap
 * between dates; in pixels.
 */
const CHARACTER = 9.5;
const GAP = 16;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Mermaid's names of intervals (`tickInterval`), with their length in milliseconds. */
const INTERVALS: readonly (readonly [name: string, length: number])[] = [
  ['1minute', HOUR / 60],
  ['5minute', HOUR / 12],
  ['15minute', HOUR / 4],
  ['1hour', HOUR],
  ['3hour', 3 * HOUR],
  ['6hour', 6 * HOUR],
  ['12hour', 12 * HOUR],
  ['1day', DAY],
  ['2day', 2 * DAY],
  ['1week', 7 * DAY],
  ['2week', 14 * DAY],
  ['1month', 30 * DAY],
  ['2month', 61 * DAY],
  ['3month', 91 * DAY],
  ['6month', 182 * DAY],
  ['12month', 365 * DAY],
];

/** The length of a date's part in characters, by the letter after `%` in its format; 2 for all others. */
const LENGTHS: Readonly<Record<string, number>> = {
  Y: 4,
  b: 3,
  a: 3,
  B: 9,
  A: 9,
  j: 3,
  L: 3,
  x: 10,
  X: 8,
  c: 20,
};

/** The part of Mermaid's model of a gantt chart that is used here. */
interface Gantt {
  getTickInterval(): string | undefined;
  getAxisFormat(): string;
  getTasks(): readonly { readonly startTime: Date; readonly endTime: Date }[];
}

/** Returns settings for a gantt chart whose author did not choose the interval; empty for other diagrams. */
export async function datesOf(source: string): Promise<Readonly<Record<string, string>>> {
  if (!/^\s*gantt\b/m.test(source)) return {};
  try {
    return await withModel(source, (model) => (isGantt(model) ? settingsOf(model) : {}));
  } catch {
    // Syntax errors are reported elsewhere.
    return {};
  }
}

function isGantt(model: object): model is Gantt {
  return 'getTickInterval' in model && 'getAxisFormat' in model && 'getTasks' in model;
}

function settingsOf(chart: Gantt): Readonly<Record<string, string>> {
  if (chart.getTickInterval()) return {};
  const tasks = chart.getTasks();
  const start = Math.min(...tasks.map(({ startTime }) => startTime.getTime()));
  const end = Math.max(...tasks.map(({ endTime }) => endTime.getTime()));
  const form = chart.getAxisFormat();
  const interval = intervalOf(end - start, form || '%Y-%m-%d');
  if (interval !== undefined) return { tickInterval: interval };
  // No interval is longer than a year.
  return form === '' ? { tickInterval: '12month', axisFormat: '%Y' } : {};
}

function intervalOf(span: number, form: string): string | undefined {
  const length = form.replace(/%-?(\w)/g, (_all, letter: string) => '0'.repeat(LENGTHS[letter] ?? 2)).length;
  const most = Math.max(2, Math.floor(WIDTH / (length * CHARACTER + GAP)));
  // A date without hours that appears twice would say nothing.
  const least = /%-?[HIMpSLXc]/.test(form) ? 0 : DAY;
  return INTERVALS.find(([, each]) => each >= least && span / each <= most)?.[0];
}
