/** The files beside decks: which there are, and their content's hash, remembered by size and time as git does. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isInside, readFolder } from './discover.ts';
import type { Memory } from './memory.ts';

/** One file: where it is and what is in it. */
export interface SiteFile {
  /** Absolute path. */
  readonly file: string;
  /** Length in bytes. */
  readonly size: number;
  /** Hash of the content, hexadecimal. */
  readonly hash: string;
}

/** Files deeper than this are not looked for; it ends a folder that links to itself. */
const MAX_DEPTH = 12;

/** Hexadecimal digits of a content hash: 64 bits, far more than a site's files need. */
const DIGITS = 16;

/** The hash by which content is known. */
export function contentHash(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, DIGITS);
}

/** Paths of all files below a folder, relative to it, with `/`; nothing hidden, and no link that leads outside. */
export function listFiles(directory: string): string[] {
  const found: string[] = [];
  const visit = (folder: string, prefix: string, depth: number) => {
    for (const entry of readFolder(folder)) {
      const path = join(folder, entry.name);
      const name = prefix + entry.name;
      if (entry.isSymbolicLink()) {
        if (!isInside(path, directory)) continue;
        const stats = statSync(path, { throwIfNoEntry: false });
        if (stats?.isFile()) found.push(name);
        else if (stats?.isDirectory() && depth < MAX_DEPTH) visit(path, `${name}/`, depth + 1);
      } else if (entry.isFile()) found.push(name);
      else if (entry.isDirectory() && depth < MAX_DEPTH) visit(path, `${name}/`, depth + 1);
    }
  };
  visit(directory, '', 0);
  return found;
}

/** What was seen of a file when its hash was made. */
interface Seen {
  readonly stamp: string;
  readonly hash: string;
}

/** A file changed this shortly before it was read may change again within the clock's tick (git's "racy" files). */
const RACY = 2000;

/** Hashes of files by path, kept between starts. */
export class FileIndex {
  readonly #memory: Memory;
  readonly #key: string;
  readonly #known: Map<string, Seen>;
  readonly #current = new Map<string, Seen>();
  #changed = false;

  constructor(memory: Memory, root: string) {
    this.#memory = memory;
    this.#key = `files-${contentHash(root)}`;
    // What this class wrote; a cache of another version has another folder.
    this.#known = (memory.read(this.#key) as Map<string, Seen> | undefined) ?? new Map();
  }

  /** A file's hash and size; undefined where it is gone or can't be read. */
  look(file: string): SiteFile | undefined {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile()) return undefined;
    const { size } = stats;
    const stamp = `${size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}`;
    const known = this.#known.get(file);
    if (known?.stamp === stamp) {
      this.#current.set(file, known);
      return { file, size, hash: known.hash };
    }
    try {
      const seen = { stamp, hash: contentHash(readFileSync(file)) };
      if (Date.now() - stats.mtimeMs > RACY) this.#current.set(file, seen);
      this.#changed = true;
      return { file, size, hash: seen.hash };
    } catch {
      return undefined;
    }
  }

  /** Keeps what was seen for the next start. */
  save(): void {
    if (this.#changed || this.#current.size !== this.#known.size)
      this.#memory.write(this.#key, this.#current);
  }
}
