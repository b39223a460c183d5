/** Finds what Vite built for the browser, by its manifest. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The built client. An entry is named by its source, such as `client/deck.ts`; one that was not built is an error. */
export interface ClientBundle {
  /** The names below `/_/` of all files, with a hash of their content: entries, shared and lazy chunks, and assets. */
  readonly names: ReadonlySet<string>;
  /** Returns the name of an entry's file. @throws where there is no such entry */
  nameOf(source: string): string;
  /** Returns the text of an entry's file, which is read once. @throws where there is no such entry, or no file of it */
  textOf(source: string): string;
  /** Returns the names of the files that an entry imports statically, recursively, for `modulepreload`. */
  importsOf(source: string): readonly string[];
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

/** Reads the manifest of a build directory, as `bringUpToDate` in `server/launch.mjs` returns it. */
export async function readClientBundle(buildDirectory: string): Promise<ClientBundle> {
  const directory = join(buildDirectory, 'client');
  const chunks = decodeManifest(await readFile(join(directory, '.vite', 'manifest.json'), 'utf8'));
  const texts = new Map<string, string>();

  const chunkOf = (source: string): Chunk => {
    const chunk = chunks.get(source);
    if (chunk === undefined)
      throw new Error(`The build has no entry ${source}: is it listed in vite.config.ts?`);
    return chunk;
  };
  const read = (name: string): string => {
    try {
      return readFileSync(join(directory, name), 'utf8');
    } catch (error) {
      throw new Error(`The build has no file ${name}: remove ${buildDirectory} and start again.`, {
        cause: error,
      });
    }
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
    names: new Set([...chunks.values()].flatMap(({ file, others }) => [file, ...others])),
    nameOf: (source) => chunkOf(source).file,
    textOf(source) {
      const text = texts.get(source) ?? read(chunkOf(source).file);
      texts.set(source, text);
      return text;
    },
    importsOf: (source) => [...importsOf(source, new Set())].map((imported) => chunkOf(imported).file),
  };
}
