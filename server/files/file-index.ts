/** What is in files, told by a hash that is remembered by size and time, as git does. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { Memory } from './disk-cache.ts';
import { contentHash, DIGITS } from './hash.ts';

/** One file: where it is and what is in it. */
export interface SiteFile {
  /** Absolute path. */
  readonly file: string;
  /** Length in bytes. */
  readonly size: number;
  /** Hash of the content, hexadecimal. */
  readonly hash: string;
}

/** What was seen of a file when its hash was made. */
interface Seen {
  readonly stamp: string;
  readonly hash: string;
}

/** A file changed this shortly before it was read may change again within the clock's tick (git's "racy" files). */
const RACY = 2000;

/** Bytes read at once: recordings may be larger than any buffer. */
const CHUNK = 1024 * 1024;

/** Hexadecimal digits of a version: a file has few of them. */
const VERSION_DIGITS = 8;

/** Hashes of files by path, kept between starts. */
export class FileIndex {
  readonly #memory: Memory;
  readonly #key: string;
  readonly #known: Map<string, Seen>;
  readonly #current = new Map<string, Seen>();
  readonly #first = new Map<string, string>();
  #changed = false;
  #saved: number;

  constructor(memory: Memory, root: string) {
    this.#memory = memory;
    this.#key = `files-${contentHash(root)}`;
    // What this class wrote; a cache of another version has another folder.
    this.#known = (memory.read(this.#key) as Map<string, Seen> | undefined) ?? new Map();
    this.#saved = this.#known.size;
  }

  /** A file's hash and size; undefined where it is gone or can't be read. */
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
    if (Date.now() - Math.max(mtimeMs, ctimeMs) > RACY) {
      this.#current.set(file, { stamp, hash });
      this.#changed = true;
    }
    return hash;
  }

  /** A word for what a file holds now; empty as long as it is what it was when it was first asked for. */
  version(file: string): string {
    const hash = this.look(file)?.hash ?? '';
    const first = this.#first.get(file) ?? hash;
    this.#first.set(file, first);
    return hash === first ? '' : hash.slice(0, VERSION_DIGITS);
  }

  /** Keeps what was seen for the next start. */
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
