/** Finds programs that tests and benchmarks need on this machine. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of `names` that stands in one of the PATH's folders, or undefined. */
export function findOnPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffixes = process.platform === 'win32' ? ['.exe'] : [''];
  return findFirst(
    names.flatMap((name) =>
      folders.flatMap((folder) => suffixes.map((suffix) => join(folder, name + suffix))),
    ),
  );
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

/** Package managers leave nginx in these places without adding them to every user's PATH. */
const NGINX_PLACES = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/opt/homebrew/bin/nginx',
  '/usr/local/bin/nginx',
];

/** Where nginx is: `NGINX_PATH`, else the PATH, else the usual places; undefined when it is not installed. */
export function findNginx(): string | undefined {
  const named = process.env.NGINX_PATH;
  if (named) return isProgram(named) ? named : undefined;
  return findOnPath(['nginx']) ?? findFirst(NGINX_PLACES);
}
