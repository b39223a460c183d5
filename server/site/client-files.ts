/** The files of the built client, as they are published. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRarelyLoaded } from '../bundle/client-parts.ts';
import type { EncodedText } from '../compile/model/compiled.ts';
import { contentType } from '../files/file-types.ts';
import { once } from '../files/once.ts';
import { listFiles } from '../files/read-folder.ts';
import type { Body, Resource } from './site.ts';

/** The worker's address: it may answer for everything beside it. */
export const WORKER = '/sw.js';

/** Whether a file of the client is the worker, whose address stays. */
export function isWorker(name: string): boolean {
  return /^sw\.[\w-]+\.js$/.test(name);
}

/** A file of the built client. */
export interface ClientFile {
  readonly name: string;
  /** Its forms, read once. */
  readonly forms: () => EncodedText;
}

/** The built client: few files, each with the encodings that the build made. */
export function clientFiles(buildDirectory: string): ClientFile[] {
  const directory = join(buildDirectory, 'client');
  const names = new Set(listFiles(directory).paths);
  const read = (name: string) => readFileSync(join(directory, name));
  return [...names]
    .filter((name) => !/\.(?:br|gz)$/.test(name))
    .map((name) => {
      const forms = once(() => ({
        bytes: read(name),
        ...(names.has(`${name}.br`) ? { brotli: read(`${name}.br`) } : {}),
        ...(names.has(`${name}.gz`) ? { gzip: read(`${name}.gz`) } : {}),
      }));
      // What few decks ask for no start waits for.
      if (!isRarelyLoaded(name)) forms();
      return { name, forms };
    });
}

/** The built client's files by their addresses. */
export function clientResources(files: readonly ClientFile[]): ReadonlyMap<string, Resource> {
  return new Map(
    files.map(({ name, forms }) =>
      isWorker(name)
        ? [WORKER, { ...hashedResource(name, forms), cache: 'revalidate' }]
        : [`/_/${name}`, hashedResource(name, forms)],
    ),
  );
}

/** What has a hash of its content in its name; its forms may be made, or read, when they are first asked for. */
export function hashedResource(name: string, forms: () => EncodedText): Resource {
  return {
    status: 200,
    type: contentType(name),
    etag: `"${name}"`,
    cache: 'immutable',
    reader: 'anyone',
    headers: {},
    get body() {
      return bodyOf(forms());
    },
  };
}

/** A text with those of its encodings that there are, as a body. */
export function bodyOf({ bytes, brotli, gzip }: EncodedText): Body {
  return { bytes, ...(brotli ? { brotli } : {}), ...(gzip ? { gzip } : {}) };
}
