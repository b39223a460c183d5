/** Reads the code of a sealed file from the build. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** The code of a sealed file. */
export interface SealedCode {
  /** What Node runs first. */
  readonly bootstrap: string;
  /** The same in an image that boots. */
  readonly booted: string;
  /** The server, which either runs. */
  readonly server: string;
  /** The server, compressed with brotli. */
  readonly compressed: Uint8Array;
}

/** Reads the code, and compresses the server. */
export async function readSealedCode(buildDirectory: string): Promise<SealedCode> {
  const bootstrap = await readFile(join(buildDirectory, 'bootstrap', 'bootstrap.js'), 'utf8');
  const booted = await readFile(join(buildDirectory, 'booted', 'booted.js'), 'utf8');
  const server = await readFile(join(buildDirectory, 'sealed', 'server.js'), 'utf8');
  return { bootstrap, booted, server, compressed: brotliCompressSync(server) };
}
