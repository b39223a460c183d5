/** Writes a file so that readers and other writers, of this process or another, find it whole or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file, and the folder that it is in. @throws the system's error; nothing is left behind then. */
export function writeWhole(file: string, bytes: Uint8Array): void {
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

/** Removes a file, if it can be. */
export function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It stays; nobody reads it.
  }
}
