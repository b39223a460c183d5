/** Writes a folder of files: whole or not at all, and never over what is somebody else's. */
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Body } from '../../site/site.ts';
import { SealError } from '../error.ts';

/** Shows that a folder is ours to replace. */
export const MARKER = '.lectern-site';

const ABOUT =
  'Written by `lectern build`, which replaces this folder as a whole: keep nothing of your own in it.\n';

/** What a file holds. */
export type Content = Uint8Array | Extract<Body, { file: string }>;

/** Writes the files, by their paths with `/`, in place of what was built there before. @throws {SealError} */
export async function replaceFolder(target: string, files: ReadonlyMap<string, Content>): Promise<void> {
  const [draft, former] = [`${target}.unfinished`, `${target}.former`];
  for (const folder of [target, draft, former]) await refuseForeign(folder);
  await rm(draft, { recursive: true, force: true });
  try {
    await mkdir(draft, { recursive: true });
    // First, so that what is left of a build that was interrupted is known for what it is.
    await writeFile(join(draft, MARKER), ABOUT);
    for (const [path, content] of files) {
      const file = join(draft, ...path.split('/'));
      await mkdir(dirname(file), { recursive: true });
      if (content instanceof Uint8Array) await writeFile(file, content);
      else await copyFile(content.file, file);
    }
    await rm(former, { recursive: true, force: true });
    await rename(target, former).catch(ignoreMissing);
    await rename(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await rm(former, { recursive: true, force: true });
}

async function refuseForeign(folder: string): Promise<void> {
  const names = await readdir(folder).catch(ignoreMissing);
  if (!names || names.length === 0 || names.includes(MARKER)) return;
  throw new SealError(
    `${folder} was not written by this command, and is not replaced. Move it away, or name another folder with --out.`,
  );
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
