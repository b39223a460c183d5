/** Loads sites from folders made for a test, and inspects them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { inject } from 'vitest';
import { type LoadOptions, loadSite } from '../../server/site/load.ts';
import type { Resource, Site } from '../../server/site/site.ts';
import { createCache } from './cache.ts';
import { createFolder, type Files, type TestFolder } from './folder.ts';

/** A folder with a separate cache, which shares only fonts. */
export interface TestSite {
  readonly folder: TestFolder;
  /** The options with which it is loaded. */
  readonly options: LoadOptions;
  /** Loads the site; the second of the pair are the decks that were compiled for it. */
  load(options?: Partial<LoadOptions>): Promise<{ site: Site; compiled: string[] }>;
  /** Removes the folder and the cache. */
  remove(): void;
}

/** Creates a site of these files. */
export function createSite(files: Files): TestSite {
  const folder = createFolder(files);
  const cache = createCache(inject('buildDirectory'));
  const options = {
    path: folder.path,
    buildDirectory: inject('buildDirectory'),
    cacheDirectory: cache.path,
  };
  return {
    folder,
    options,
    async load(more = {}) {
      const compiled: string[] = [];
      const report = (message: string) => compiled.push(message.replace('Compiling ', ''));
      const site = await loadSite({ ...options, report, ...more });
      return { site, compiled: compiled.sort() };
    },
    remove() {
      folder.remove('');
      cache.remove();
    },
  };
}

/** Creates sites for one test file, which `remove` deletes: `afterEach(remove)`. */
export function siteMaker(): { readonly siteOf: (files: Files) => TestSite; readonly remove: () => void } {
  const made: TestSite[] = [];
  return {
    siteOf(files) {
      const site = createSite(files);
      made.push(site);
      return site;
    },
    remove() {
      for (const site of made.splice(0)) site.remove();
    },
  };
}

/** Returns a resource's bytes. */
export function bytesOf({ body }: Resource): Uint8Array {
  return 'bytes' in body ? body.bytes : readFileSync(body.file);
}

/** Returns a site with hashes in place of its bodies, so that megabytes are compared fast. */
export function hashedBodies({ resources, notFound, ...rest }: Site): object {
  const hashed = ({ body, ...resource }: Resource): object => ({
    ...resource,
    body:
      'file' in body
        ? body
        : Object.entries(body).map(([form, bytes]) => [
            form,
            createHash('sha256').update(bytes).digest('hex'),
          ]),
  });
  return {
    ...rest,
    notFound: hashed(notFound),
    resources: [...resources].map(([address, resource]) => [address, hashed(resource)]),
  };
}

/** Returns all forms of a resource's body, decoded. */
export function decodedForms({ body }: Resource): Uint8Array[] {
  if (!('bytes' in body)) return [readFileSync(body.file)];
  return [
    body.bytes,
    ...(body.brotli ? [brotliDecompressSync(body.brotli)] : []),
    ...(body.gzip ? [gunzipSync(body.gzip)] : []),
  ];
}

/** Returns the text at an address. */
export function textAt(site: Site, address: string): string {
  const resource = site.resources.get(address);
  if (!resource)
    throw new Error(`There is nothing at ${address}, but at ${[...site.resources.keys()].join(' ')}`);
  return Buffer.from(bytesOf(resource)).toString('utf8');
}

/**
 * Returns the public addresses of a site that come from authors: without `/_/` and the lists for the service
 * worker.
 */
export function addressesOf({ resources }: Site): string[] {
  return [...resources]
    .filter(([, { reader }]) => reader === 'anyone')
    .map(([address]) => address)
    .filter((address) => !/^\/_\/|^\/sw\.js$|\/offline\.json$/.test(address))
    .sort();
}

/** Returns the only deck's diagnostics. */
export function problemsOf({ decks, warnings }: Site): string[] {
  return [...warnings, ...decks.flatMap((deck) => [...deck.errors, ...deck.warnings])];
}
