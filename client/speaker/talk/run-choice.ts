/** What this browser's presenter has chosen of a deck's earlier runs, and forgotten. */

import { readSetting, writeSetting } from '../../page/stored-settings.ts';
import type { RunChoice } from './pace.ts';

/** As many forgotten runs as a server remembers of a deck, and more than anybody forgets by hand. */
const MOST = 200;

/** Reads it; nothing is chosen where nothing can be read. */
export function readChoice(deck: string): RunChoice {
  try {
    // What this page has written, or an older one.
    const { chosen, forgotten } = JSON.parse(readSetting(keyOf(deck)) ?? '{}') as Partial<RunChoice>;
    return { chosen, forgotten: Array.isArray(forgotten) ? forgotten : [] };
  } catch {
    return { chosen: undefined, forgotten: [] };
  }
}

/** Chooses a run, or the chosen one no longer. */
export function choose(deck: string, epoch: string): void {
  const { chosen, forgotten } = readChoice(deck);
  write(deck, { chosen: chosen === epoch ? undefined : epoch, forgotten });
}

/** Forgets a run. */
export function forget(deck: string, epoch: string): void {
  const { chosen, forgotten } = readChoice(deck);
  write(deck, {
    chosen: chosen === epoch ? undefined : chosen,
    forgotten: [...forgotten, epoch].slice(-MOST),
  });
}

function write(deck: string, choice: RunChoice): void {
  writeSetting(keyOf(deck), JSON.stringify(choice));
}

function keyOf(deck: string): string {
  return `lectern:runs:${deck}`;
}
