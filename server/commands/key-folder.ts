/** Where a server keeps the presenter's key from one start to the next. */
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { stateFolder } from '../auth/key-store.ts';
import type { Host } from '../cli/host.ts';

/** The data folder, else one of this user's; undefined, and a sentence to the operator, for a user who has no place for it. */
export function keyFolder(
  data: string | undefined,
  host: Pick<Host, 'platform' | 'env' | 'complain'>,
): string | undefined {
  if (data !== undefined) return data;
  const folder = stateFolder({ platform: host.platform, home: homeDirectory(), environment: host.env });
  if (isAbsolute(folder)) return folder;
  host.complain(
    "This user has no home folder, so the presenter's key is not kept, and a restart makes another. See --key and --data.",
  );
  return undefined;
}

/** Empty for a user without one: containers run programs under numbers that nobody has a name for. */
function homeDirectory(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
