/** Sealed files for tests: builds, runs and inspects them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { programName } from '../../server/seal/program/make-program.ts';
import type { LoadedServer, Payload } from '../../server/sealed/format.ts';
import { bodiesIn } from '../../server/sealed/tail.ts';
import { command, runNode, type Started, startNode } from './command.ts';

/** Slides with private parts, and two pictures: of the deck and of the site. */
export const PRIVATE_SLIDES = `# One

<!-- a private comment -->

Note: a private note

---

<!-- .slide: data-visibility="hidden" -->

## A hidden slide

---

## Two

![](pic.png) ![](/img/logo.png)
`;

/** A server in a process of its own. */
export interface Served extends Started {
  /** The site's address, ending in a slash. */
  readonly address: string;
  /** Ends the process. */
  stop(): Promise<void>;
}

/** Builds only the sealed file into `out`. Returns its path and the build's output. @throws where it fails */
export async function build(path: string, out: string, ...options: readonly string[]) {
  const said = await run(path, out, ['--no-static', ...options]);
  return { file: join(out, 'lectern.mjs'), ...said };
}

/** Builds a program into `out`. Returns its path and the build's output. @throws where it fails */
export async function buildProgram(path: string, out: string, ...options: readonly string[]) {
  const said = await run(path, out, ['--no-static', '--program', ...options]);
  return { program: join(out, programName(process.platform)), ...said };
}

/** Builds an image that boots into `out`. Returns its folder and the build's output. @throws where it fails */
export async function buildBoot(path: string, out: string, ...options: readonly string[]) {
  const said = await run(path, out, ['--no-static', '--boot', ...options]);
  return { image: join(out, 'boot'), ...said };
}

/** Builds everything into `out`. Returns the static site's folder and the build's output. @throws where it fails */
export async function buildStatic(path: string, out: string, ...options: readonly string[]) {
  return { site: join(out, 'site'), ...(await run(path, out, options)) };
}

async function run(path: string, out: string, options: readonly string[]) {
  const { code, stdout, stderr } = await runNode([command, 'build', path, '--out', out, ...options]);
  if (code !== 0) throw new Error(stderr);
  return { stdout, stderr };
}

/** Starts a server with these arguments of Node, at a free port or this one, and waits for its address. */
export function startServer(words: readonly string[], cwd?: string, port = '0'): Promise<Served> {
  return serving(startNode([...words, '--port', port], cwd === undefined ? {} : { cwd }));
}

/**
 * Returns the site's address in a server's output, which may name its only deck's; a base, if a test has one,
 * is `/talks`.
 */
export const SITE_ADDRESS = /https?:\/\/localhost:(\d+)\/(?:talks\/)?/;

/** Waits for the address of a started server. */
export async function serving(started: Started): Promise<Served> {
  const [address] = await started.says(SITE_ADDRESS);
  return {
    ...started,
    address,
    async stop() {
      started.child.kill('SIGKILL');
      await started.ended;
    },
  };
}

/** Returns the payload of a sealed file. */
export function payloadOf(file: string): Payload & LoadedServer {
  const text = readFileSync(file, 'utf8');
  const start = text.lastIndexOf('\nfunction lecternPayload()');
  const declaration = text.slice(start, text.indexOf('\n//', start));
  // Runs what the build wrote, as Node does.
  return new Function(`${declaration}\nreturn lecternPayload();`)();
}

/**
 * Returns everything that can be read in a sealed file without a key: its text, and its bodies as stored and
 * decompressed.
 */
export function readableIn(file: string): string {
  const { ends } = payloadOf(file);
  const bodies = ends.map((_, number) => bodiesIn(readFileSync(file), ends)(number));
  return [
    readFileSync(file, 'utf8'),
    ...bodies.map((bytes) => bytes.toString('latin1')),
    ...bodies.map(decompressed),
  ].join('\n');
}

function decompressed(bytes: Buffer): string {
  try {
    return brotliDecompressSync(bytes).toString('utf8');
  } catch {
    return '';
  }
}
