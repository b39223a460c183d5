/** Gets files from the packages of Debian and its derivatives, without installing anything. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '../run-tool.ts';
import { SealError } from '../seal-error.ts';
import type { Workshop } from './workshop.ts';

/** A package whose files were unpacked. */
export interface Unpacked {
  readonly name: string;
  readonly version: string;
  /** Absolute path of the folder that has its files, as the root would. */
  readonly folder: string;
}

/**
 * Downloads a package by `apt-get`, which checks signature and hash, and unpacks it; both only the first time.
 * `purpose` is its use in messages, such as `the kernel`.
 * @throws {SealError} where this system has no such package
 */
export async function unpackPackage(name: string, purpose: string, workshop: Workshop): Promise<Unpacked> {
  const { cache, env } = workshop;
  const version = await candidate(name, purpose, workshop);
  const folder = join(cache, `${name}_${version.replace(/[^\w.+~-]/g, '_')}`);
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const draft = await mkdtemp(join(cache, 'unfinished-'));
    try {
      await runTool('apt-get', ['-qq', 'download', `${name}=${version}`], { folder: draft, env }).catch(
        (error) => {
          const reason = error instanceof Error ? error.message : String(error);
          throw new SealError(`${reason}. Run \`apt-get update\` as root, then build again.`);
        },
      );
      const [file = ''] = await readdir(draft);
      await unpackFile(join(draft, file), join(draft, 'files'), workshop);
      await rename(join(draft, 'files'), folder);
    } catch (error) {
      // Another build may have been quicker.
      if (!existsSync(folder)) throw error;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  return { name, version, folder };
}

/** Unpacks a package's file into a folder. @throws {SealError} where it is none */
export async function unpackFile(file: string, folder: string, { env }: Workshop): Promise<void> {
  await runTool('dpkg-deb', ['-x', file, folder], { env });
}

/** Returns the first package that `name` depends on and that fits: a package such as `linux-image-amd64` has no files. */
export async function dependency(name: string, pattern: RegExp, workshop: Workshop): Promise<string> {
  const text = await runTool('apt-cache', ['depends', name], english(workshop)).catch(() => '');
  return pattern.exec(text)?.[0] ?? name;
}

/** Returns the version that apt would install. @throws {SealError} where there is none */
async function candidate(name: string, purpose: string, workshop: Workshop): Promise<string> {
  const text = await runTool('apt-cache', ['policy', name], english(workshop)).catch(() => undefined);
  const version = /Candidate: (?!\(none\))(\S+)/.exec(text ?? '')?.[1];
  if (version !== undefined) return version;
  throw new SealError(
    text === undefined
      ? `--boot takes ${purpose} from Debian’s package ${name}, and this system has no apt. Build it on Debian, or in a container of it${kernelHint(purpose)}.`
      : `--boot takes ${purpose} from Debian’s package ${name}, which apt does not know here. Run \`apt-get update\` as root, then build again; if it stays unknown, build on Debian or in a container of it${kernelHint(purpose)}.`,
  );
}

/** Kernels can be named; the other packages can't. */
function kernelHint(purpose: string): string {
  return purpose === 'the kernel' ? ', or name another kernel with --kernel FILE' : '';
}

function english({ env }: Workshop) {
  return { env: { ...env, LC_ALL: 'C' } };
}
