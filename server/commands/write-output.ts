/** Writes outputs atomically, so that nobody runs half of one. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Calls `write` with a temporary path, then moves the result to its place. Returns that. */
export async function writeOutput(target: string, write: (draft: string) => Promise<void>): Promise<string> {
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.${randomUUID()}.unfinished`;
  try {
    await write(draft);
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
  return target;
}
