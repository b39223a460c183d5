/** Finds programs that tests and benchmarks need on this machine. */
import * as programs from '../../server/browser/find-program.ts';

/** Package managers leave nginx in these places without adding them to every user's PATH. */
const NGINX_PLACES = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/opt/homebrew/bin/nginx',
  '/usr/local/bin/nginx',
];

/** Returns the path of the first of `names` in the PATH; undefined for none. */
export function findOnPath(names: readonly string[]): string | undefined {
  return programs.findOnPath(names, process);
}

/**
 * Returns the path of nginx: `NGINX_PATH`, else from the PATH, else a usual place; undefined when it is not
 * installed.
 */
export function findNginx(): string | undefined {
  const named = process.env.NGINX_PATH;
  if (named) return programs.isProgram(named) ? named : undefined;
  return findOnPath(['nginx']) ?? programs.findFirst(NGINX_PLACES);
}

/** Returns the path of the program that makes disks of ext4; it is where only root looks. */
export function findMkfs(): string | undefined {
  return findOnPath(['mkfs.ext4']) ?? programs.findFirst(['/usr/sbin/mkfs.ext4', '/sbin/mkfs.ext4']);
}
