/** Opens the data folder that the options name. */
import type { DataAccess } from './data-folder.ts';
import type { Processes } from './holder.ts';

/** The options. */
interface DataOptionsGiven {
  readonly data?: string;
  readonly fsync: boolean;
}

/** What the process provides. */
interface Means {
  readonly processes: Processes;
  reportError(message: string): void;
}

/**
 * Opens the data folder; undefined where none is given. Loaded only on demand. @throws Error where another
 * server uses it
 */
export async function openDataFolder(
  { data, fsync }: DataOptionsGiven,
  host: Means,
): Promise<DataAccess | undefined> {
  if (data === undefined) return undefined;
  const { openData } = await import('./data-folder.ts');
  return openData({ folder: data, fsync, processes: host.processes, report: host.reportError });
}
