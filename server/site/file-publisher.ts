/** Publishes authors' files: each distinct content once, text with its encodings, all else from disk. */
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { SANDBOX_POLICY } from '../pages/policy.ts';
import { contentType, isActive, isCompressible } from './file-types.ts';
import type { FileIndex, SiteFile } from './files.ts';
import type { Memory } from './memory.ts';
import type { Body, Reader, Resource } from './site.ts';

/** Text files up to this size in bytes are compressed once and kept in memory; larger ones are sent as they are. */
const IN_MEMORY_UP_TO = 2_000_000;

/** Adds files to a site's resources. */
export class FilePublisher {
  readonly #resources: Map<string, Resource>;
  readonly #index: FileIndex;
  readonly #memory: Memory;
  readonly #bodies = new Map<string, Body>();

  constructor(resources: Map<string, Resource>, index: FileIndex, memory: Memory) {
    this.#resources = resources;
    this.#index = index;
    this.#memory = memory;
  }

  /** Gives a file, by absolute path, an address; one that is taken already, and a file that is gone, are left alone. */
  add(address: string, file: string, reader: Reader = 'anyone'): void {
    if (this.#resources.has(address)) return;
    const found = this.#index.look(file);
    if (!found) return;
    const type = contentType(file);
    this.#resources.set(address, {
      status: 200,
      type,
      etag: `"${found.hash}"`,
      cache: 'revalidate',
      reader,
      body: this.#bodyOf(found, isCompressible(type)),
      headers: isActive(type) ? { 'content-security-policy': SANDBOX_POLICY } : {},
    });
  }

  #bodyOf({ file, size, hash }: SiteFile, compressible: boolean): Body {
    const isText = compressible && size <= IN_MEMORY_UP_TO;
    const key = `${hash}${isText ? '-text' : ''}`;
    const body = this.#bodies.get(key) ?? (isText ? this.#compressed(file, hash) : { file, size });
    this.#bodies.set(key, body);
    return body;
  }

  #compressed(file: string, hash: string): Body {
    const key = `text-${hash}`;
    // What this function wrote; a cache of another version of the code has another folder.
    const kept = this.#memory.read(key) as Body | undefined;
    if (kept) return kept;
    const bytes = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    const body = {
      bytes,
      brotli: brotliCompressSync(bytes, { params }),
      gzip: gzipSync(bytes, { level: 9 }),
    };
    this.#memory.write(key, body);
    return body;
  }
}
