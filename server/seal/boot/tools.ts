/** Requires the tools that an image is made with, before anything is. */
import { runTool } from '../run-tool.ts';
import { SealError } from '../seal-error.ts';
import type { Workshop } from './workshop.ts';

/** Tools of every Linux for developers, and Debian's packages that have them. */
const TOOLS: readonly (readonly [tool: string, purpose: string, packages: string])[] = [
  ['cc', 'compiles the first process', 'gcc libc6-dev'],
  ['strip', 'makes Node smaller', 'binutils'],
  ['xz', 'reads some kernels’ drivers', 'xz-utils'],
  ['zstd', 'compresses the RAM disk', 'zstd'],
  ['lz4', 'compresses Node in it', 'lz4'],
];

/** Requires all of them. @throws {SealError} naming the first that is missing, and how it is installed */
export async function requireTools({ env }: Pick<Workshop, 'env'>): Promise<void> {
  for (const [tool, purpose, packages] of TOOLS) {
    await runTool(tool, ['--version'], { env }).catch(() => {
      throw new SealError(
        `--boot needs ${tool}, which ${purpose}, and it is not installed. On Debian: apt-get install ${packages}`,
      );
    });
  }
}
