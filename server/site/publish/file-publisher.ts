/** Publishes authors' files: each distinct content once, text in memory with its encodings, all else from disk. */
import { closeSync, openSync, readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { DiskCache } from '../../files/disk-cache.ts';
import type { FileIndex, SiteFile } from '../../files/file-index.ts';
import { contentType, isActive, isCompressible } from '../../files/file-types.ts';
import { type Unserved, unreadable } from '../../files/read-folder.ts';
import { reasonOf } from '../../files/site-error.ts';
import { SANDBOX_POLICY } from '../../pages/content-policy.ts';
import type { Body, Reader, Resource } from '../site.ts';

/** Size in bytes up to which text files are compressed once and kept in memory; larger ones are sent uncompressed. */
const IN_MEMORY_UP_TO = 2_000_000;

/** Error codes for files that do not exist. */
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** Adds files to a site's resources. */
export class FilePublisher {
  readonly #resources: Map<string, Resource>;
  readonly #index: FileIndex;
  readonly #memory: DiskCache;
  readonly #bodies = new Map<string, Body>();
  readonly #problems = new Map<string, Unserved>();

  constructor(resources: Map<string, Resource>, index: FileIndex, memory: DiskCache) {
    this.#resources = resources;
    this.#index = index;
    this.#memory = memory;
  }

  /** The files that exist but cannot be read. */
  get problems(): readonly Unserved[] {
    return [...this.#problems.values()];
  }

  /** Publishes a file, by absolute path, at an address. Does nothing where the address is taken or the file is gone. */
  add(address: string, file: string, reader: Reader = 'anyone'): void {
    if (this.#resources.has(address)) return;
    const found = this.#index.look(file);
    const type = contentType(file);
    const body = found && this.#bodyOf(found, isCompressible(type));
    if (!body) {
      const reason = whyUnreadable(file);
      if (reason !== undefined) this.#problems.set(file, unreadable('file', file, reason));
      return;
    }
    this.#resources.set(address, {
      status: 200,
      type,
      etag: `"${found.hash}"`,
      cache: 'revalidate',
      reader,
      body,
      headers: isActive(type) ? { 'content-security-policy': SANDBOX_POLICY } : {},
    });
  }

  /** Returns the file's body; undefined where it was deleted or became unreadable since it was hashed. */
  #bodyOf({ file, size, hash }: SiteFile, compressible: boolean): Body | undefined {
    const isText = compressible && size <= IN_MEMORY_UP_TO;
    const key = `${hash}${isText ? '-text' : ''}`;
    const body = this.#bodies.get(key) ?? (isText ? this.#compressed(file, hash) : { file, size });
    if (body) this.#bodies.set(key, body);
    return body;
  }

  #compressed(file: string, hash: string): Body | undefined {
    const key = `text-${hash}`;
    // Written by this method; every version of the code has its own cache folder.
    const kept = this.#memory.read(key) as Body | undefined;
    if (kept) return kept;
    const bytes = readBytes(file);
    if (!bytes) return undefined;
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

function readBytes(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Returns the error code for a file that cannot be read; undefined where it can be, or does not exist. */
function whyUnreadable(file: string): string | undefined {
  try {
    closeSync(openSync(file, 'r'));
    return undefined;
  } catch (error) {
    const reason = reasonOf(error);
    return GONE.has(reason) ? undefined : reason;
  }
}
