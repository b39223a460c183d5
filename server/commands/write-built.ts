/** Writes what is built so that nobody runs half of it. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Has it written beside its place, and puts it there once it is whole; answers the place. */
export async function writeBuilt(target: string, write: (draft: string) => Promise<void>): Promise<string> {
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.unfinished`;
  try {
    await write(draft);
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
  return target;
}
