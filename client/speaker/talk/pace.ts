/** Time as a speaker reads it: elapsed, left, and how far ahead or behind. Pure. */
import type { Run, RunSlide } from '../../../server/wire/speaker-answers.ts';

/** When each slide should begin, in milliseconds from the start, and at the end the whole length. */
export type Plan = readonly number[];

/** How a talk goes: milliseconds behind its plan, negative when ahead, 0 within the current slide's time. */
export type Lag = number;

/** An earlier run, as far as a plan is made of it. */
export interface EarlierRun extends Pick<Run, 'total'> {
  readonly slides: readonly Pick<RunSlide, 'slide' | 'duration'>[];
}

/** Less than this, in milliseconds, is nothing that a speaker need know. */
const TOLERANCE = 30_000;

/** Minutes and seconds; hours where there are any. A minus sign is as wide as a digit. */
export function formatTime(milliseconds: number): string {
  const whole = Math.floor(Math.abs(milliseconds) / 1000);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  const text = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  return milliseconds <= -1000 ? `−${text}` : text;
}

/** What is left of a length, so that it and the time shown as elapsed always add up to it. */
export function timeLeft(length: number, elapsed: number): number {
  return length - Math.floor(elapsed / 1000) * 1000;
}

/** The same time for every slide. */
export function evenPlan(slides: number, length: number): Plan {
  return Array.from({ length: slides + 1 }, (_, i) => (length * i) / Math.max(1, slides));
}

/** Each slide's share as in an earlier run; what was not shown in it gets the middle of what was. */
export function planLike(run: EarlierRun, ids: readonly string[], length: number): Plan {
  const taken = new Map(run.slides.map(({ slide, duration }) => [slide, duration]));
  const shown = ids.map((id) => taken.get(id)).filter((duration) => duration !== undefined);
  const median = shown.toSorted((a, b) => a - b)[Math.floor(shown.length / 2)] ?? 1;
  const durations = ids.map((id) => taken.get(id) ?? median);
  const sum = durations.reduce((total, duration) => total + duration, 0) || 1;
  const plan = [0];
  let at = 0;
  for (const duration of durations) {
    at += duration;
    plan.push((at / sum) * length);
  }
  return plan;
}

/** What a presenter says of earlier runs, by their epochs. */
export interface RunChoice {
  /** The one to measure against, whatever it is like. */
  readonly chosen: string | undefined;
  readonly forgotten: readonly string[];
}

/** On a slide that a speaker talks about, nobody spends less, in milliseconds. */
const PASSED_MS = 2_000;

/**
 * The run to measure the next one against: the chosen one, else of those that were talks, the one nearest to the planned
 * length, or where none is planned, the newest. Runs come newest first.
 */
export function bestRun<R extends EarlierRun & { readonly epoch: string }>(
  runs: readonly R[],
  ids: readonly string[],
  { length, choice }: { readonly length: number | undefined; readonly choice: RunChoice },
): R | undefined {
  const chosen = runs.find(({ epoch }) => epoch === choice.chosen);
  if (chosen) return chosen;
  const talks = runs.filter((run) => !choice.forgotten.includes(run.epoch) && isTalk(run, ids, length));
  if (length === undefined) return talks[0];
  const distance = ({ total }: R) => Math.abs(total - length);
  return talks.toSorted((a, b) => distance(a) - distance(b))[0];
}

/**
 * Whether a run was a talk, and no click through the slides: it showed four slides in five, stayed on most of them, and took
 * between half of the planned length and twice as long.
 */
function isTalk({ total, slides }: EarlierRun, ids: readonly string[], length: number | undefined): boolean {
  const known = new Set(ids);
  const shown = slides.filter(({ slide }) => known.has(slide));
  const stayed = shown.filter(({ duration }) => duration >= PASSED_MS);
  const isLong = length === undefined ? total >= TOLERANCE : total >= length / 2 && total <= length * 2;
  return isLong && shown.length >= ids.length * 0.8 && stayed.length > shown.length / 2;
}

/** How far behind its plan a talk is that is on this slide. */
export function lag(plan: Plan, index: number, elapsed: number): Lag {
  const [begin = 0, end = 0] = [plan[index], plan[index + 1]];
  if (elapsed > end) return elapsed - end;
  return elapsed < begin ? elapsed - begin : 0;
}

/** That in words: to the minute, since nobody can act on seconds. */
export function describeLag(behind: Lag): { readonly state: 'behind' | 'ahead' | 'on-time'; text: string } {
  if (Math.abs(behind) < TOLERANCE) return { state: 'on-time', text: 'On time' };
  const minutes = Math.max(1, Math.round(Math.abs(behind) / 60_000));
  const state = behind > 0 ? 'behind' : 'ahead';
  return { state, text: `${minutes} min ${state}` };
}
