/** Unpacks an image with tools of others, and runs it as a container engine would: in its own root, as its user, with its variables. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Started, startProgram } from './command.ts';
import { findOnPath } from './programs.ts';

/** An image that was unpacked. */
export interface Unpacked {
  /** What is in it. */
  readonly root: string;
  /** How it runs, as OCI's runtime specification has it. */
  readonly process: {
    readonly user: { readonly uid: number; readonly gid: number };
    readonly args: readonly string[];
    readonly env: readonly string[];
  };
}

/** Root may change the root; others do so in a namespace of their own, where the system lets them. */
const isRoot = process.getuid?.() === 0;

/** Debian keeps it where only root looks. */
const CHROOT = findOnPath(['chroot']) ?? '/usr/sbin/chroot';

/** Runs a tool to its end; what it wrote. @throws with what it said where it fails */
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

/** Starts the image's process with further words and variables. */
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
