/** Finds programs. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Machine } from './machine.ts';

/** Returns the path of the first of `names` found in the PATH; undefined when there is none. */
export function findOnPath(names: readonly string[], { env, platform }: Machine): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = platform === 'win32' ? '.exe' : '';
  return findFirst(names.flatMap((name) => folders.map((folder) => join(folder, name + suffix))));
}

/** Returns the first of `paths` that is an executable file; undefined when there is none. */
export function findFirst(paths: readonly string[]): string | undefined {
  return paths.find(isProgram);
}

/** Returns whether a path is a file, or a link to one, that this user may execute. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
