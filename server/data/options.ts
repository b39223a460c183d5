/** Opens the data folder that the options name, if they name one. */
import type { Data } from './folder.ts';
import type { Processes } from './holder.ts';

/** What is asked for. */
interface Wanted {
  readonly data?: string;
  readonly fsync: boolean;
}

/** What the process has to offer. */
interface Means {
  readonly processes: Processes;
  complain(message: string): void;
}

/** Opens it; undefined where none is asked for. Loaded only then. @throws Error where another server has it */
export async function openDataOf({ data, fsync }: Wanted, host: Means): Promise<Data | undefined> {
  if (data === undefined) return undefined;
  const { openData } = await import('./folder.ts');
  return openData({ folder: data, fsync, processes: host.processes, report: host.complain });
}
