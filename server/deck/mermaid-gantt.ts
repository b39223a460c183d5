/** How far the dates below a gantt chart are apart, so that they do not run into each other. */
import { modelOf } from './mermaid-here.ts';

/** Width in pixels of the part that has dates below it, with the measures in client/diagram-theme.ts. */
const WIDTH = 485;

/** Width of a character of a date, and of the gap between two dates. */
const CHARACTER = 6;
const GAP = 16;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Intervals as Mermaid names them (`tickInterval`), and their length in milliseconds. */
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
  ['24month', 730 * DAY],
  ['60month', 1826 * DAY],
  ['120month', 3652 * DAY],
];

/** How many characters a date takes where its form has a letter behind `%`; two for all others. */
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

/** What a chart asks for, as far as it is used here. */
interface Gantt {
  getTickInterval(): string | undefined;
  getAxisFormat(): string;
  getTasks(): readonly { readonly startTime: Date; readonly endTime: Date }[];
}

/** The interval of a gantt chart that sets none; undefined for all other diagrams. */
export async function tickInterval(source: string): Promise<string | undefined> {
  if (!/^\s*gantt\b/m.test(source)) return undefined;
  try {
    const model = await modelOf(source);
    return isGantt(model) ? intervalOf(model) : undefined;
  } catch {
    // What cannot be read is told elsewhere.
    return undefined;
  }
}

function isGantt(model: object): model is Gantt {
  return 'getTickInterval' in model && 'getAxisFormat' in model && 'getTasks' in model;
}

function intervalOf(chart: Gantt): string | undefined {
  if (chart.getTickInterval()) return undefined;
  const form = chart.getAxisFormat() || '%Y-%m-%d';
  const length = form.replace(/%-?(\w)/g, (_all, letter: string) => '0'.repeat(LENGTHS[letter] ?? 2)).length;
  const most = Math.max(2, Math.floor(WIDTH / (length * CHARACTER + GAP)));
  const tasks = chart.getTasks();
  const start = Math.min(...tasks.map(({ startTime }) => startTime.getTime()));
  const end = Math.max(...tasks.map(({ endTime }) => endTime.getTime()));
  // A date without hours that stands there twice would say nothing.
  const least = /%-?[HIMpSLXc]/.test(form) ? 0 : DAY;
  return INTERVALS.find(([, each]) => each >= least && (end - start) / each <= most)?.[0];
}
