/** What a run has shown, slide by slide and step by step: what may be read by all of a deck that holds back. Pure. */
import type { Position } from '../wire/protocol.ts';
import type { Entry } from './room/record.ts';

/** How much of a slide was shown, and when, by `Shown.count` as it was then. */
export interface ShownSlide {
  /** Index of the last fragment that was shown; −1 for none. */
  readonly step: number;
  /** When the slide came. */
  readonly first: number;
  /** When something of it was shown that had not been. */
  readonly last: number;
}

/** What a run has shown. */
export interface Shown {
  readonly epoch: string;
  /** How often something was shown that had not been. */
  readonly count: number;
  /** By the slides' ids, which edits leave as they are. */
  readonly slides: ReadonlyMap<string, ShownSlide>;
  /** Where the screens are, or were when they became black; undefined before anything was shown. */
  readonly at: Position | undefined;
  readonly black: boolean;
  /** Where the presenter has gone while they are black: nobody has seen that. */
  readonly behind: Position | undefined;
}

/** Before anything was shown. */
export const NOTHING_SHOWN: Shown = {
  epoch: '',
  count: 0,
  slides: new Map(),
  at: undefined,
  black: false,
  behind: undefined,
};

/** What was shown after an entry of the log. A new run begins anew. */
export function showMore(before: Shown, entry: Entry): Shown {
  if (entry.type === 'end' || entry.type === 'expire') return { ...before, black: false, behind: undefined };
  if (entry.type !== 'go' && entry.type !== 'pause') return before;
  // A run that begins with a black screen has behind it where the former one was.
  const run =
    entry.epoch === before.epoch
      ? before
      : { ...NOTHING_SHOWN, epoch: entry.epoch, behind: before.behind ?? before.at };
  if (entry.type === 'go') return run.black ? { ...run, behind: entry.position } : show(run, entry.position);
  if (entry.paused) return { ...run, black: true };
  return run.behind ? show({ ...run, black: false }, run.behind) : { ...run, black: false };
}

/** What the last run of a log has shown. */
export function shownIn(entries: readonly Entry[]): Shown {
  const ofRun = (entry: Entry) => entry.type === 'go' || entry.type === 'pause';
  const epoch = entries.findLast(ofRun)?.epoch;
  // Where the run before it was is all that counts of that.
  const start = entries.findIndex((entry) => ofRun(entry) && entry.epoch === epoch);
  const former = entries.slice(0, Math.max(start, 0)).findLast(({ type }) => type === 'go');
  return [...(former ? [former] : []), ...entries.slice(Math.max(start, 0))].reduce(showMore, NOTHING_SHOWN);
}

function show(run: Shown, position: Position): Shown {
  const here = { ...run, at: position, behind: undefined };
  const { slide, f } = position;
  const known = run.slides.get(slide);
  if (slide === '' || (known && known.step >= f)) return here;
  const count = run.count + 1;
  const slides = new Map(run.slides).set(slide, { step: f, first: known?.first ?? count, last: count });
  return { ...here, count, slides };
}

/** Where the audience of a deck that holds back is told that the room is: never at what it has not been shown. */
export function seenPosition({ slides, at }: Shown, position: Position): Position {
  const step = slides.get(position.slide)?.step;
  return step !== undefined && step >= position.f ? position : (at ?? { slide: '', h: 0, v: 0, f: -1 });
}
