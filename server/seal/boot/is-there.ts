/** Tells whether a file or folder is there. */
import { access } from 'node:fs/promises';

/** Returns whether there is a file or folder at this path that this process may reach. */
export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
