/**
 * Reads a room's log that cannot be written: the talk resumes from it, but new entries are lost at the next restart.
 */

import { orTimeout } from '../../data/disk-timeout.ts';
import type { LogWriter } from '../../data/log-writer.ts';
import type { Entry } from '../room/log-entry.ts';
import { logNames } from './log-name.ts';
import { restore } from './restore.ts';
import { type Logs, MemoryLog } from './room-log.ts';

/** The folder of the logs and the writer that reads them. */
export interface LogPlace {
  /** Absolute path of the folder. */
  readonly path: string;
  readonly logWriter: LogWriter;
}

/** Opens logs in a folder that cannot be written. Calls `report` where one cannot be read. */
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
