/** A room's log that may only be read: the talk goes on from what it holds, and what comes is forgotten by a restart. */

import { orTimeout } from '../../data/disk-timeout.ts';
import type { LogWriter } from '../../data/log-writer.ts';
import type { Entry } from '../room/log-entry.ts';
import { logNames } from './log-name.ts';
import { restore } from './restore.ts';
import { type Logs, MemoryLog } from './room-log.ts';

/** Where logs are kept. */
export interface LogPlace {
  /** Absolute. */
  readonly path: string;
  readonly logWriter: LogWriter;
}

/** Opens logs of a folder that cannot be written to. */
export function readLogs(place: LogPlace, report: (message: string) => void): Logs {
  return {
    async open(deck) {
      await place.logWriter.ready();
      const names = logNames(deck);
      const entries = await readLog(place, names, report);
      if (!entries) report(`${place.path}: ${names[0]} cannot be read, so its talk begins anew. See --data.`);
      return new MemoryLog(entries, false);
    },
  };
}

/** Returns the entries of a log that is not written; undefined where it cannot be read. */
export async function readLog(
  { path, logWriter }: LogPlace,
  names: readonly string[],
  report: (message: string) => void,
): Promise<readonly Entry[] | undefined> {
  const outcome = await orTimeout(logWriter.ask({ type: 'read', folder: path, names }), undefined);
  if (outcome?.type !== 'opened') return undefined;
  const { file, bytes } = outcome;
  return (await restore(bytes, (what) => report(`${file}: ${what}`))).entries;
}
