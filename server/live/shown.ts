/** What a run has shown, by slide and step: what everyone may read of a deck that withholds the rest. Pure. */
import type { Position } from '../wire/protocol.ts';
import type { Entry } from './room/log-entry.ts';

/** How much of a slide was shown, and when, as values of `Shown.count`. */
export interface ShownSlide {
  /** Index of the last fragment that was shown; −1 for none. */
  readonly step: number;
  /** When the slide was first shown. */
  readonly first: number;
  /** When its last new step was shown. */
  readonly last: number;
}

/** What a run has shown. */
export interface Shown {
  readonly epoch: string;
  /** How often something new was shown. */
  readonly count: number;
  /** By the slides' ids, which edits do not change. */
  readonly slides: ReadonlyMap<string, ShownSlide>;
  /** What the audience sees, or saw before the screen went black; undefined before anything was shown. */
  readonly at: Position | undefined;
  readonly black: boolean;
  /** Where the presenter has moved to behind a black screen: nobody has seen it yet. */
  readonly behind: Position | undefined;
}

/** The state before anything was shown. */
export const NOTHING_SHOWN: Shown = {
  epoch: '',
  count: 0,
  slides: new Map(),
  at: undefined,
  black: false,
  behind: undefined,
};

/** Returns what has been shown after a log entry. A new run starts from nothing. */
export function shownAfter(before: Shown, entry: Entry): Shown {
  if (entry.type === 'end' || entry.type === 'expire') return { ...before, black: false, behind: undefined };
  if (entry.type !== 'go' && entry.type !== 'pause') return before;
  // A run that begins with a black screen has the position of the run before behind it.
  const run =
    entry.epoch === before.epoch
      ? before
      : { ...NOTHING_SHOWN, epoch: entry.epoch, behind: before.behind ?? before.at };
  if (entry.type === 'go') return run.black ? { ...run, behind: entry.position } : show(run, entry.position);
  if (entry.paused) return { ...run, black: true };
  return run.behind ? show({ ...run, black: false }, run.behind) : { ...run, black: false };
}

/** Returns what the last run of a log has shown. */
export function shownByLog(entries: readonly Entry[]): Shown {
  const ofRun = (entry: Entry) => entry.type === 'go' || entry.type === 'pause';
  const epoch = entries.findLast(ofRun)?.epoch;
  // Of the run before, only its last position matters.
  const start = entries.findIndex((entry) => ofRun(entry) && entry.epoch === epoch);
  const former = entries.slice(0, Math.max(start, 0)).findLast(({ type }) => type === 'go');
  return [...(former ? [former] : []), ...entries.slice(Math.max(start, 0))].reduce(
    shownAfter,
    NOTHING_SHOWN,
  );
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

/** Returns the position that the audience of a withholding deck is told: never one that it has not been shown. */
export function seenPosition({ slides, at }: Shown, position: Position): Position {
  const step = slides.get(position.slide)?.step;
  return step !== undefined && step >= position.f ? position : (at ?? { slide: '', h: 0, v: 0, f: -1 });
}
