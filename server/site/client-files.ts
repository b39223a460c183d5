/** Publishes the files of the built client. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRarelyLoaded } from '../bundle/client-parts.ts';
import type { EncodedText } from '../compile/model/compiled.ts';
import { contentType } from '../files/file-types.ts';
import { once } from '../files/once.ts';
import { listFiles } from '../files/read-folder.ts';
import type { Body, Resource } from './site.ts';

/** Address of the service worker; its scope is everything below the address's folder. */
export const WORKER = '/sw.js';

/** Returns whether a file of the client is the service worker, whose address is fixed. */
export function isWorker(name: string): boolean {
  return /^sw\.[\w-]+\.js$/.test(name);
}

/** A file of the built client. */
export interface ClientFile {
  readonly name: string;
  /** Returns its bytes and encodings, which are read once. */
  readonly forms: () => EncodedText;
}

/** Returns the files of the built client, each with the encodings that the build wrote beside it. */
export function clientFiles(buildDirectory: string): ClientFile[] {
  const { directory, paths, plain } = builtFiles(buildDirectory);
  const all = new Set(paths);
  const read = (name: string) => readFileSync(join(directory, name));
  return plain.map((name) => {
    const forms = once(() => ({
      bytes: read(name),
      ...(all.has(`${name}.br`) ? { brotli: read(`${name}.br`) } : {}),
      ...(all.has(`${name}.gz`) ? { gzip: read(`${name}.gz`) } : {}),
    }));
    // Rarely used files are read on first request, so that a start does not wait for them.
    if (!isRarelyLoaded(name)) forms();
    return { name, forms };
  });
}

/** Returns the addresses of the built client's files. */
export function clientAddresses(buildDirectory: string): ReadonlySet<string> {
  return new Set(builtFiles(buildDirectory).plain.map(addressOf));
}

/** Returns the files of the built client, and which of them are no encodings of others. */
function builtFiles(buildDirectory: string) {
  const directory = join(buildDirectory, 'client');
  const { paths } = listFiles(directory);
  return { directory, paths, plain: paths.filter((name) => !/\.(?:br|gz)$/.test(name)) };
}

function addressOf(name: string): string {
  return isWorker(name) ? WORKER : `/_/${name}`;
}

/** Returns the built client's resources by address. */
export function clientResources(files: readonly ClientFile[]): ReadonlyMap<string, Resource> {
  return new Map(
    files.map(({ name, forms }) => {
      const resource = hashedResource(name, forms);
      return [addressOf(name), isWorker(name) ? { ...resource, cache: 'revalidate' } : resource];
    }),
  );
}

/**
 * Returns the resource of a file whose name contains a content hash; `forms` may compute or read its bytes on first
 * access.
 */
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

/** Converts a text and its encodings into a body. */
export function bodyOf({ bytes, brotli, gzip }: EncodedText): Body {
  return { bytes, ...(brotli ? { brotli } : {}), ...(gzip ? { gzip } : {}) };
}
