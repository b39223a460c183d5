/** Caches computed values on disk, so that no later start computes them again. */
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { statsOf } from './read-folder.ts';
import { writeAtomically } from './write-atomically.ts';

/** Milliseconds after which an unused entry is dropped. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Age in milliseconds from which an entry's time is renewed when it is read, so that a start writes almost
 * nothing.
 */
const TOUCH_AFTER_MS = 24 * 60 * 60 * 1000;

/** File whose time says when the cache was last pruned. */
const PRUNED_FILE = 'pruned';

/** Bytes before a value that hold its length, to detect damaged entries. */
const HEADER_BYTES = 8;

/** Thrown where a value is not cached and must not be computed. */
export class NotCached extends Error {
  override readonly name = 'NotRemembered';
}

/** A folder of values by key. Losing it costs time, never correctness: a damaged entry counts as absent. */
export class DiskCache {
  readonly #directory: string;
  readonly #pending = new Map<string, Promise<unknown>>();
  #hasWritten = false;

  /**
   * @param directory a separate folder for each version of the code, so that values have the shape that this
   * code wrote
   */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Whether something was stored, so that pruning may be worth it. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /** Returns the value stored under a key; undefined where there is none. */
  read(key: string): unknown {
    const file = join(this.#directory, key);
    try {
      const bytes = readFileSync(file);
      if (bytes.readDoubleLE() !== bytes.length) return undefined;
      const value: unknown = deserialize(bytes.subarray(HEADER_BYTES));
      touch(file);
      return value;
    } catch {
      return undefined;
    }
  }

  /** Stores a value. If the folder cannot be written, it is computed again next time. */
  write(key: string, value: unknown): void {
    const bytes = serialize(value);
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeDoubleLE(HEADER_BYTES + bytes.length);
    this.#hasWritten = true;
    try {
      writeAtomically(join(this.#directory, key), Buffer.concat([header, bytes]));
    } catch {
      // The folder is read-only, or its disk is full.
    }
  }

  /** Returns the value stored under a key, or computes it with `make`: once, however many ask meanwhile. */
  async remember<T>(key: string, make: () => Promise<T>): Promise<T> {
    const making = this.#pending.get(key) ?? this.#readOrMake(key, make);
    this.#pending.set(key, making);
    try {
      // Each key is used for one type of value only.
      return (await making) as T;
    } finally {
      this.#pending.delete(key);
    }
  }

  async #readOrMake<T>(key: string, make: () => Promise<T>): Promise<unknown> {
    const kept = this.read(key);
    if (kept !== undefined) return kept;
    const made = await make();
    this.write(key, made);
    return made;
  }

  /** A site was loaded to its end. */
  nextGeneration(): void {}

  /**
   * Drops entries unused for a month: once a day, and asynchronously, since there may be tens of thousands.
   * Never rejects.
   */
  async prune(now: number): Promise<void> {
    const note = join(this.#directory, PRUNED_FILE);
    if (Math.abs(now - (statsOf(note)?.mtimeMs ?? 0)) < TOUCH_AFTER_MS) return;
    try {
      writeFileSync(note, '');
      const { opendir, rm, stat } = await import('node:fs/promises');
      for await (const { name } of await opendir(this.#directory)) {
        const file = join(this.#directory, name);
        const { mtimeMs } = await stat(file);
        if (now - mtimeMs > MAX_AGE_MS) await rm(file, { force: true });
      }
    } catch {
      // Another process prunes at the same time, or there is nothing to prune.
    }
  }
}

function touch(file: string): void {
  const now = Date.now();
  if (now - statSync(file).mtimeMs > TOUCH_AFTER_MS) utimesSync(file, now / 1000, now / 1000);
}
