/** What a room's log tells after the talk: each run, and how long each slide took. */
import type { Run, RunSlide } from '../../wire/speaker-answers.ts';
import type { Entry } from '../room/log-entry.ts';

/** Returns the runs of a log, newest first. Entries outside of any run are ignored. */
export function summarizeRuns(entries: readonly Entry[]): Run[] {
  const runs = new Map<string, Entry[]>();
  for (const entry of entries) {
    const run = runs.get(entry.epoch);
    const counts = entry.type === 'go' || entry.type === 'pause';
    if (run) run.push(entry);
    else if (counts) runs.set(entry.epoch, [entry]);
  }
  return [...runs].map(([epoch, run]) => summarizeRun(epoch, run)).reverse();
}

function summarizeRun(epoch: string, entries: readonly Entry[]): Run {
  const end = entries.findIndex(({ type }) => type === 'end' || type === 'expire');
  const until = withoutLeaps(end === -1 ? entries : entries.slice(0, end + 1));
  const started = until[0]?.at ?? 0;
  const ended = Math.max(started, until.at(-1)?.at ?? 0);
  const slides = new Map<string, RunSlide>();
  let current: string | undefined;
  let since = started;
  const settle = (at: number) => {
    const slide = current === undefined ? undefined : slides.get(current);
    if (slide && current !== undefined) {
      slides.set(current, { ...slide, duration: slide.duration + Math.max(0, at - since) });
    }
    since = at;
  };
  for (const entry of until) {
    if (entry.type !== 'go') continue;
    const { slide, h, v } = entry.position;
    const key = slide || `${h}/${v}`;
    if (key === current) continue;
    settle(entry.at);
    current = key;
    const before = slides.get(key);
    slides.set(
      key,
      before ? { ...before, visits: before.visits + 1 } : { slide, h, v, duration: 0, visits: 1 },
    );
  }
  settle(ended);
  const total = ended - started;
  return { epoch, started, ended, total, over: end !== -1, slides: [...slides.values()] };
}

/**
 * Returns the entries by the clock that the run began with, so that setting the machine's clock lengthens
 * nothing.
 */
function withoutLeaps(entries: readonly Entry[]): Entry[] {
  let ahead = 0;
  return entries.map((entry) => {
    if (entry.type === 'clock') ahead += entry.by;
    return { ...entry, at: entry.at - ahead };
  });
}
