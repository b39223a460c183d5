/** The folder that stores the presenter's key between starts. */
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { stateFolder } from '../auth/key-store.ts';
import type { Host } from '../cli/host.ts';

/** Returns the data folder, or this user's state folder; undefined, with a message, for a user without a home. */
export function keyFolder(
  data: string | undefined,
  host: Pick<Host, 'platform' | 'env' | 'reportError'>,
): string | undefined {
  if (data !== undefined) return data;
  const folder = stateFolder({ platform: host.platform, home: homeDirectory(), environment: host.env });
  if (isAbsolute(folder)) return folder;
  host.reportError(
    "This user has no home folder, so the presenter's key is not kept, and a restart makes another. See --key and --data.",
  );
  return undefined;
}

/** Returns the home folder; empty for a user without one: containers run programs under ids without a name. */
function homeDirectory(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
