/** A room's log that may only be read: the talk goes on from what it holds, and what comes is forgotten by a restart. */
import { inTime } from '../../data/patience.ts';
import type { Scribe } from '../../data/scribe.ts';
import type { Entry } from '../room/record.ts';
import { type Logs, MemoryLog } from './log.ts';
import { logNames } from './log-name.ts';
import { restore } from './restore.ts';

/** Where logs are kept. */
export interface LogPlace {
  /** Absolute. */
  readonly path: string;
  readonly scribe: Scribe;
}

/** Logs of a folder in which nothing can be written: talks go on from what is there. */
export function readLogs(place: LogPlace, report: (message: string) => void): Logs {
  return {
    async open(deck) {
      await place.scribe.ready();
      const names = logNames(deck);
      const entries = await readLog(place, names, report);
      if (!entries) report(`${place.path}: ${names[0]} cannot be read, so its talk begins anew. See --data.`);
      return new MemoryLog(entries, false);
    },
  };
}

/** What a log holds that nobody writes; undefined where it cannot be read. */
export async function readLog(
  { path, scribe }: LogPlace,
  names: readonly string[],
  report: (message: string) => void,
): Promise<readonly Entry[] | undefined> {
  const outcome = await inTime(scribe.ask({ type: 'read', folder: path, names }), undefined);
  if (outcome?.type !== 'opened') return undefined;
  const { file, bytes } = outcome;
  return (await restore(bytes, (what) => report(`${file}: ${what}`))).entries;
}
