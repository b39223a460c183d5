/** Replaces a folder atomically, and never one that something else wrote. */
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OF_SITE } from '../../files/read-folder.ts';
import type { Body } from '../../site/site.ts';
import { SealError } from '../seal-error.ts';

const ABOUT =
  'Written by `lectern build`, which replaces this folder as a whole: keep nothing of your own in it.\n';

/** The content of a file. */
export type Content = Uint8Array | Extract<Body, { file: string }>;

/** Writes files, by path with `/`, in place of an earlier build. @throws {SealError} */
export async function replaceFolder(target: string, files: ReadonlyMap<string, Content>): Promise<void> {
  const [draft, former] = [`${target}.unfinished`, `${target}.former`];
  for (const folder of [target, draft, former]) await refuseForeign(folder);
  await rm(draft, { recursive: true, force: true });
  try {
    await mkdir(draft, { recursive: true });
    // First, so that the remains of an interrupted build are recognised.
    await writeFile(join(draft, OF_SITE), ABOUT);
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
  if (!names || names.length === 0 || names.includes(OF_SITE)) return;
  throw new SealError(
    `${folder} was not written by this command, and is not replaced. Move it away, or name another folder with --out.`,
  );
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
