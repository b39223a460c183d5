/** Time as a speaker reads it: elapsed, left, and how far ahead or behind. Pure. */
import type { Run, RunSlide } from '../../../server/wire/speaker-answers.ts';

/** The planned start of each slide, in milliseconds from the start, and the whole duration at the end. */
export type Plan = readonly number[];

/** Milliseconds behind the plan, negative when ahead, 0 within the current slide's time. */
export type Lag = number;

/** An earlier run, as far as a plan is made of it. */
export interface EarlierRun extends Pick<Run, 'total'> {
  readonly slides: readonly Pick<RunSlide, 'slide' | 'duration'>[];
}

/** Milliseconds below which a difference does not matter. */
const TOLERANCE = 30_000;

/** Formats minutes and seconds, with hours if there are any. The minus sign is as wide as a digit. */
export function formatTime(milliseconds: number): string {
  const whole = Math.floor(Math.abs(milliseconds) / 1000);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  const text = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  return milliseconds <= -1000 ? `−${text}` : text;
}

/** Returns the remaining time, which always adds up to the whole with the displayed elapsed time. */
export function timeLeft(length: number, elapsed: number): number {
  return length - Math.floor(elapsed / 1000) * 1000;
}

/** Plans the same time for every slide. */
export function evenPlan(slides: number, length: number): Plan {
  return Array.from({ length: slides + 1 }, (_, i) => (length * i) / Math.max(1, slides));
}

/** Plans each slide's share as in a past run; a slide that was not shown in it gets the median. */
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

/** A presenter's choices about past runs, by epoch. */
export interface RunChoice {
  /** The run to compare with, in any case. */
  readonly chosen: string | undefined;
  readonly forgotten: readonly string[];
}

/** Milliseconds below which a slide was only passed. */
const PASSED_MS = 2_000;

/**
 * Returns the run to compare with: the chosen one, else among the talks the one nearest to the planned
 * duration, or without that the newest. Runs are sorted newest first.
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
 * Returns whether a run was a talk, not just a click through the slides: it showed four slides in five, stayed
 * on most of them, and took between half and twice the planned duration.
 */
function isTalk({ total, slides }: EarlierRun, ids: readonly string[], length: number | undefined): boolean {
  const known = new Set(ids);
  const shown = slides.filter(({ slide }) => known.has(slide));
  const stayed = shown.filter(({ duration }) => duration >= PASSED_MS);
  const isLong = length === undefined ? total >= TOLERANCE : total >= length / 2 && total <= length * 2;
  return isLong && shown.length >= ids.length * 0.8 && stayed.length > shown.length / 2;
}

/** Returns how far behind its plan a talk is on this slide. */
export function lag(plan: Plan, index: number, elapsed: number): Lag {
  const [begin = 0, end = 0] = [plan[index], plan[index + 1]];
  if (elapsed > end) return elapsed - end;
  return elapsed < begin ? elapsed - begin : 0;
}

/** Describes the lag to the minute, since nobody can act on seconds. */
export function describeLag(behind: Lag): { readonly state: 'behind' | 'ahead' | 'on-time'; text: string } {
  if (Math.abs(behind) < TOLERANCE) return { state: 'on-time', text: 'On time' };
  const minutes = Math.max(1, Math.round(Math.abs(behind) / 60_000));
  const state = behind > 0 ? 'behind' : 'ahead';
  return { state, text: `${minutes} min ${state}` };
}
