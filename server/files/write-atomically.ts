/**
 * Writes files atomically, so that readers and other writers, in this process or another, see a whole file or
 * none.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file, and creates its folder. @throws the system's error, and leaves nothing behind */
export function writeAtomically(file: string, bytes: Uint8Array): void {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, file);
  } catch (error) {
    removeQuietly(unfinished);
    throw error;
  }
}

/** Removes a file, if possible. */
export function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It stays, and nobody reads it.
  }
}
