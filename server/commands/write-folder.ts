/** Writes a folder as a whole: a failure leaves nothing, and what is there already stays. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../cli/usage-error.ts';

/** What a new folder has in it. */
export interface FolderContent {
  /** Texts or bytes by path, with `/`. */
  readonly texts: ReadonlyMap<string, string | Uint8Array>;
  /** Paths of files to copy, by path. */
  readonly copies?: ReadonlyMap<string, string>;
}

/** Refuses a folder that is there already. @throws UsageError */
export function refuseTaken(folder: string, other: string): void {
  if (!existsSync(folder)) return;
  throw takenError(folder, `: ${other}`);
}

function takenError(folder: string, which = ''): UsageError {
  return new UsageError(
    `${folder} is there already, and nothing is written over. Name another folder${which}.`,
  );
}

/** Writes a folder beside its place, then moves it there. */
export async function writeFolder(
  folder: string,
  { texts, copies = new Map() }: FolderContent,
): Promise<void> {
  const target = resolve(folder);
  const made = await mkdir(dirname(target), { recursive: true });
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}.unfinished`);
  try {
    for (const [path, text] of texts) await writeFile(await placeOf(draft, path), text, { flag: 'wx' });
    for (const [path, from] of copies) await copyFile(from, await placeOf(draft, path));
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (made !== undefined) await removeEmpty(dirname(target), made);
    throw isTaken(error) ? takenError(folder) : error;
  }
}

/** Returns whether another command has written the folder meanwhile. */
function isTaken(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    'dest' in error &&
    /^(?:ENOTEMPTY|EEXIST)$/.test(`${error.code}`)
  );
}

/** Removes a folder and those above it, as far as `last`; one that has something in it stays. */
async function removeEmpty(folder: string, last: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch {
    return;
  }
  if (folder !== last) await removeEmpty(dirname(folder), last);
}

/** Returns the place of a file, whose folders are made. */
async function placeOf(folder: string, path: string): Promise<string> {
  const place = join(folder, ...path.split('/'));
  await mkdir(dirname(place), { recursive: true });
  return place;
}
