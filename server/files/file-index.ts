/** Remembers the hashes of files by size and time, as git's index does. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { DiskCache } from './disk-cache.ts';
import { contentHash, DIGITS } from './hash.ts';

/** A file and its content hash. */
export interface SiteFile {
  /** Absolute path. */
  readonly file: string;
  /** Length in bytes. */
  readonly size: number;
  /** Hash of the content, hexadecimal. */
  readonly hash: string;
}

/** The hash of a file, and the size and times that it had then. */
interface Seen {
  readonly stamp: string;
  readonly hash: string;
}

/**
 * Milliseconds within which a file that was just changed may change again in the same tick of the clock (git's
 * "racy" files).
 */
const RACY_MS = 2000;

/** Bytes read at a time: recordings may be larger than any buffer. */
const CHUNK = 1024 * 1024;

/** Hexadecimal digits of a cache buster: a file has few versions. */
const CACHE_BUSTER_DIGITS = 8;

/** Hashes of files by path, stored between starts. */
export class FileIndex {
  readonly #memory: DiskCache;
  readonly #key: string;
  readonly #known: Map<string, Seen>;
  readonly #current = new Map<string, Seen>();
  readonly #firstHash = new Map<string, string>();
  #changed = false;
  #saved: number;

  constructor(memory: DiskCache, root: string) {
    this.#memory = memory;
    this.#key = `files-${contentHash(root)}`;
    // Written by this class: every version of the code has its own cache folder.
    this.#known = (memory.read(this.#key) as Map<string, Seen> | undefined) ?? new Map();
    this.#saved = this.#known.size;
  }

  /** Returns a file's hash and size; undefined where it is missing or cannot be read. */
  look(file: string): SiteFile | undefined {
    try {
      const stats = statSync(file, { throwIfNoEntry: false });
      return stats?.isFile() ? { file, size: stats.size, hash: this.#hashOf(file, stats) } : undefined;
    } catch {
      return undefined;
    }
  }

  #hashOf(file: string, { size, mtimeMs, ctimeMs, ino }: Stats): string {
    const stamp = `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
    const known = this.#current.get(file) ?? this.#known.get(file);
    if (known?.stamp === stamp) {
      this.#current.set(file, known);
      return known.hash;
    }
    const hash = hashFile(file);
    if (Date.now() - Math.max(mtimeMs, ctimeMs) > RACY_MS) {
      this.#current.set(file, { stamp, hash });
      this.#changed = true;
    }
    return hash;
  }

  /** Returns a cache buster for a file's current content; empty while it is what it was at the first call. */
  cacheBuster(file: string): string {
    const hash = this.look(file)?.hash ?? '';
    const first = this.#firstHash.get(file) ?? hash;
    this.#firstHash.set(file, first);
    return hash === first ? '' : hash.slice(0, CACHE_BUSTER_DIGITS);
  }

  /** Stores the hashes for the next start. */
  save(): void {
    const { size } = this.#current;
    if (!this.#changed && size === this.#saved) return;
    this.#memory.write(this.#key, this.#current);
    this.#changed = false;
    this.#saved = size;
  }
}

function hashFile(file: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK);
  const descriptor = openSync(file, 'r');
  try {
    for (let length = -1; length !== 0; ) {
      length = readSync(descriptor, buffer, 0, CHUNK, null);
      hash.update(buffer.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex').slice(0, DIGITS);
}
