/** Compiles the first process of the image. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '../run-tool.ts';
import type { BootFile } from './cpio.ts';
import source from './init.c?raw';
import type { Workshop } from './workshop.ts';

/** Its path, and names by which the kernel calls it when a hypervisor wants the end. */
const INIT = '/init';
const ENDS = ['/sbin/poweroff', '/sbin/reboot'];

/** Folders for what the kernel offers, and for the disk that keeps the rooms' logs. */
export const FOLDERS = ['/data', '/dev', '/proc', '/sys'];

/** The user that the server runs as, by name. */
const USERS = 'root:x:0:0::/:/init\nnobody:x:65534:65534::/:/init\n';

/** Compiles it with `cc`, against the C library that Node brings. @throws {SealError} where there is no compiler */
export async function initFiles({ drafts }: Workshop): Promise<readonly BootFile[]> {
  await writeFile(join(drafts, 'init.c'), source);
  await runTool('cc', ['-O2', '-s', '-o', 'init', 'init.c'], { folder: drafts });
  return [
    { path: INIT, bytes: await readFile(join(drafts, 'init')), isExecutable: true },
    ...ENDS.map((path): BootFile => ({ path, link: INIT })),
    { path: '/etc/passwd', bytes: Buffer.from(USERS) },
  ];
}
