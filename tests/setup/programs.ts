/** Finds programs that tests and benchmarks need on this machine. */
import * as programs from '../../server/browser/find-program.ts';

/** Package managers leave nginx in these places without adding them to every user's PATH. */
const NGINX_PLACES = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/opt/homebrew/bin/nginx',
  '/usr/local/bin/nginx',
];

/** The first of `names` that stands in one of the PATH's folders, or undefined. */
export function findOnPath(names: readonly string[]): string | undefined {
  return programs.findOnPath(names, process);
}

/** Where nginx is: `NGINX_PATH`, else the PATH, else the usual places; undefined when it is not installed. */
export function findNginx(): string | undefined {
  const named = process.env.NGINX_PATH;
  if (named) return programs.isProgram(named) ? named : undefined;
  return findOnPath(['nginx']) ?? programs.findFirst(NGINX_PLACES);
}
