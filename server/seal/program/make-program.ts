/**
 * Makes a program of a sealed site: a copy of Node with server, payload and bodies in it, by Node's single
 * executable applications.
 */
import { chmod, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../run-tool.ts';
import { SealError } from '../seal-error.ts';
import { makeBlob, type NodeExecutable, type ProgramParts } from './blob.ts';

/**
 * The marks by which Node detects that it is such a program
 * (https://nodejs.org/api/single-executable-applications.html).
 */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const RESOURCE = 'NODE_SEA_BLOB';
const MACHO_SEGMENT = 'NODE_SEA';

const require = createRequire(import.meta.url);

/** Returns the file name of a program. */
export function programName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'lectern.exe' : 'lectern';
}

/** Writes the program to `target`. @throws {SealError} where this Node or system cannot make one */
export async function makeProgram(target: string, parts: ProgramParts): Promise<void> {
  const { node } = parts;
  await requireFuse(node);
  const folder = await mkdtemp(join(tmpdir(), 'lectern-program-'));
  try {
    const blob = await makeBlob(folder, parts);
    await copyFile(node.path, target);
    await chmod(target, 0o755);
    if (node.platform === 'darwin') await codesign(['--remove-signature', target]);
    await inject(target, blob, node);
    if (node.platform === 'darwin') await codesign(['--sign', '-', target]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Requires the fuse: distributions may build Node without it, or with its code in a shared library. */
async function requireFuse({ path }: NodeExecutable): Promise<void> {
  if ((await readFile(path)).includes(`${FUSE}:0`)) return;
  throw new SealError(
    `No program can be made of ${path}: it was built without single-executable support, or keeps its code in a library. Run the build with a Node from https://nodejs.org.`,
  );
}

/**
 * Injects the blob into the copy, in a separate process: it needs a gigabyte of memory, and writes to the
 * console.
 */
async function inject(target: string, blob: string, node: NodeExecutable): Promise<void> {
  const options = { sentinelFuse: FUSE, machoSegmentName: MACHO_SEGMENT };
  const [postject, file, resource, content] = [require.resolve('postject'), target, RESOURCE, blob].map(
    (word) => JSON.stringify(word),
  );
  const script = `require(${postject}).inject(${file}, ${resource}, require('fs').readFileSync(${content}), ${JSON.stringify(options)})`;
  await runTool(node.path, ['--eval', script]);
}

/** Signs the program; macOS runs no unsigned program on Apple silicon. */
async function codesign(words: readonly string[]): Promise<void> {
  try {
    await runTool('codesign', words);
  } catch (error) {
    throw new SealError(
      `The program could not be signed (${error instanceof Error ? error.message : error}). Install Apple’s command line tools with \`xcode-select --install\`, then build again.`,
    );
  }
}
