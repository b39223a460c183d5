/**
 * Unpacks an image with other tools, and runs it like a container engine: in its own root, as its user, with
 * its variables.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Started, startProgram } from './command.ts';
import { findOnPath } from './programs.ts';

/** An unpacked image. */
export interface Unpacked {
  /** Path of its root. */
  readonly root: string;
  /** The configuration of its process, by OCI's runtime specification. */
  readonly process: {
    readonly user: { readonly uid: number; readonly gid: number };
    readonly args: readonly string[];
    readonly env: readonly string[];
  };
}

/** // Root may change the root; other users do so in a user namespace, where the system allows it. */
const isRoot = process.getuid?.() === 0;

/** // Debian installs it where only root looks. */
const CHROOT = findOnPath(['chroot']) ?? '/usr/sbin/chroot';

/** Runs a tool, and returns its output. @throws with its message where it fails */
export function run(tool: string, ...words: readonly string[]): string {
  return execFileSync(tool, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Unpacks an archive into an empty folder: skopeo and umoci check every digest and size in it. */
export function unpackImage(archive: string, folder: string): Unpacked {
  const image = `${join(folder, 'layout')}:lectern`;
  run('skopeo', 'copy', '--quiet', `oci-archive:${archive}`, `oci:${image}`);
  const bundle = join(folder, 'bundle');
  run('umoci', 'unpack', ...(isRoot ? [] : ['--rootless']), '--image', image, bundle);
  const config = JSON.parse(readFileSync(join(bundle, 'config.json'), 'utf8'));
  return { root: join(bundle, 'rootfs'), process: config.process };
}

/** Starts the image's process with additional arguments and variables. */
export function startImage(
  { root, process }: Unpacked,
  words: readonly string[],
  env: readonly string[],
): Started {
  const { uid, gid } = process.user;
  const enter = isRoot
    ? [CHROOT, `--userspec=${uid}:${gid}`, '--groups=', root]
    : ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, `--root=${root}`, '--wd=/'];
  return startProgram('env', ['-i', ...process.env, ...env, ...enter, ...process.args, ...words]);
}
