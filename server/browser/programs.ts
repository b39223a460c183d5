/** Finds programs on this machine. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Machine } from './machine.ts';

/** The first of `names` that stands in one of the PATH's folders, or undefined. */
export function findOnPath(names: readonly string[], { env, platform }: Machine): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = platform === 'win32' ? '.exe' : '';
  return findFirst(names.flatMap((name) => folders.map((folder) => join(folder, name + suffix))));
}

/** The first of `paths` that is a file which this user may execute, or undefined. */
export function findFirst(paths: readonly string[]): string | undefined {
  return paths.find(isProgram);
}

/** True for a file, or a link to one, which this user may execute. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
