/** Reads what Vite built for the browser, ready to publish. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A built file with its compressed forms; a form that is not smaller is absent. */
export interface ClientFile {
  /** Name below `/_/`, with a hash of the content. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly brotli?: Uint8Array;
  readonly gzip?: Uint8Array;
}

/** The built client. */
export interface ClientBundle {
  /** All files by name: entries, shared and lazy chunks, and assets. */
  readonly files: ReadonlyMap<string, ClientFile>;
  /**
   * Returns the file of an entry, named by its source such as `client/deck.ts`. @throws when there is no such
   * entry
   */
  entry(source: string): ClientFile;
  /** Returns the files that an entry imports statically, recursively, for `modulepreload`. */
  imports(source: string): readonly ClientFile[];
}

/** The fields of Vite's manifest that are used (https://vite.dev/guide/backend-integration). */
interface Chunk {
  readonly file: string;
  readonly imports: readonly string[];
  readonly others: readonly string[];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function decodeManifest(json: string): Map<string, Chunk> {
  const chunks = new Map<string, Chunk>();
  for (const [source, chunk] of Object.entries<unknown>(JSON.parse(json))) {
    if (typeof chunk !== 'object' || chunk === null || !('file' in chunk) || typeof chunk.file !== 'string')
      continue;
    chunks.set(source, {
      file: chunk.file,
      imports: 'imports' in chunk ? strings(chunk.imports) : [],
      others: [
        ...('css' in chunk ? strings(chunk.css) : []),
        ...('assets' in chunk ? strings(chunk.assets) : []),
      ],
    });
  }
  return chunks;
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function compressBrotli(bytes: Uint8Array): Promise<Uint8Array> {
  return promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}

async function compressGzip(bytes: Uint8Array): Promise<Uint8Array> {
  return promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION });
}

/** Files that are compressed already. */
const COMPRESSED = /\.(?:woff2?|png|jpe?g|gif|webp|avif|mp4|webm)$/;

async function readClientFile(directory: string, name: string): Promise<ClientFile> {
  const file = join(directory, name);
  const bytes = new Uint8Array(await readFile(file));
  if (COMPRESSED.test(name)) return { name, bytes };
  const [brotli, zipped] = await Promise.all([
    readIfThere(`${file}.br`).then((found) => found ?? compressBrotli(bytes)),
    readIfThere(`${file}.gz`).then((found) => found ?? compressGzip(bytes)),
  ]);
  return {
    name,
    bytes,
    ...(brotli.length < bytes.length ? { brotli } : {}),
    ...(zipped.length < bytes.length ? { gzip: zipped } : {}),
  };
}

/** Reads the client of a build directory, as `bringUpToDate` in `server/launch.mjs` returns it. */
export async function readClientBundle(buildDirectory: string): Promise<ClientBundle> {
  const directory = join(buildDirectory, 'client');
  const chunks = decodeManifest(await readFile(join(directory, '.vite', 'manifest.json'), 'utf8'));
  const names = new Set([...chunks.values()].flatMap(({ file, others }) => [file, ...others]));
  const files = new Map<string, ClientFile>();
  for (const file of await Promise.all([...names].sort().map((name) => readClientFile(directory, name)))) {
    files.set(file.name, file);
  }

  const chunkOf = (source: string): Chunk => {
    const chunk = chunks.get(source);
    if (chunk === undefined)
      throw new Error(`The build has no entry ${source}: is it listed in vite.config.ts?`);
    return chunk;
  };
  const fileOf = (name: string): ClientFile => {
    const file = files.get(name);
    if (file === undefined)
      throw new Error(`The build has no file ${name}: remove ${buildDirectory} and start again.`);
    return file;
  };
  const importsOf = (source: string, seen: Set<string>): Set<string> => {
    for (const imported of chunkOf(source).imports) {
      if (seen.has(imported)) continue;
      seen.add(imported);
      importsOf(imported, seen);
    }
    return seen;
  };

  return {
    files,
    entry: (source) => fileOf(chunkOf(source).file),
    imports: (source) => [...importsOf(source, new Set())].map((imported) => fileOf(chunkOf(imported).file)),
  };
}
