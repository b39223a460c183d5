/** Stores a presenter's choices about a deck's past runs, in this browser. */

import { readSetting, writeSetting } from '../../page/stored-settings.ts';
import type { RunChoice } from './pace.ts';

/** Forgotten runs stored: as many as a server keeps of a deck, and more than anybody forgets by hand. */
const MOST = 200;

/** Reads the choices; none where nothing can be read. */
export function readChoice(deck: string): RunChoice {
  try {
    // Written by this page, or by an older one.
    const { chosen, forgotten } = JSON.parse(readSetting(keyOf(deck)) ?? '{}') as Partial<RunChoice>;
    return { chosen, forgotten: Array.isArray(forgotten) ? forgotten : [] };
  } catch {
    return { chosen: undefined, forgotten: [] };
  }
}

/** Chooses a run, or revokes the choice. */
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
