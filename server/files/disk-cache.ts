/** What was made once is kept on disk by content, so that no start makes it again. */
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { statsOf } from './folder.ts';
import { writeWhole } from './write-whole.ts';

/** Entries not used for this long, in milliseconds, are dropped. */
const KEPT = 30 * 24 * 60 * 60 * 1000;

/** An entry's time is renewed when it is older than this, so that a start writes almost nothing. */
const RENEWED = 24 * 60 * 60 * 1000;

/** The file in the folder whose time tells when it was pruned last. */
const PRUNED = 'pruned';

/** Bytes before an entry's value that tell its length, by which a damaged entry is known. */
const HEADER = 8;

/** Thrown where something is not remembered and nothing may be made. */
export class NotRemembered extends Error {
  override readonly name = 'NotRemembered';
}

/** A folder of values by key. Losing it costs time, never correctness: damaged entries count as absent. */
export class Memory {
  readonly #directory: string;
  readonly #making = new Map<string, Promise<unknown>>();
  #hasWritten = false;

  /** @param directory a folder of its own for each version of the code, so that values are what this code wrote. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Whether something was stored, which is when there may be something to prune. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /** The value stored under a key; undefined where there is none. */
  read(key: string): unknown {
    const file = join(this.#directory, key);
    try {
      const bytes = readFileSync(file);
      if (bytes.readDoubleLE() !== bytes.length) return undefined;
      const value: unknown = deserialize(bytes.subarray(HEADER));
      renew(file);
      return value;
    } catch {
      return undefined;
    }
  }

  /** Stores a value; a folder that can't be written to means that it is made anew next time. */
  write(key: string, value: unknown): void {
    const bytes = serialize(value);
    const header = Buffer.alloc(HEADER);
    header.writeDoubleLE(HEADER + bytes.length);
    this.#hasWritten = true;
    try {
      writeWhole(join(this.#directory, key), Buffer.concat([header, bytes]));
    } catch {
      // The folder can't be written to, or its disk is full.
    }
  }

  /** The value stored under a key, else the one that `make` makes: once, however many ask for it meanwhile. */
  async remember<T>(key: string, make: () => Promise<T>): Promise<T> {
    const making = this.#making.get(key) ?? this.#readOrMake(key, make);
    this.#making.set(key, making);
    try {
      // One key is only ever asked for one kind of value.
      return (await making) as T;
    } finally {
      this.#making.delete(key);
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
   * Drops what was not used for a month: once a day, whoever asks for it, and beside other work, since there may be tens of
   * thousands of entries. Never rejects.
   */
  async prune(now: number): Promise<void> {
    const note = join(this.#directory, PRUNED);
    if (Math.abs(now - (statsOf(note)?.mtimeMs ?? 0)) < RENEWED) return;
    try {
      writeFileSync(note, '');
      const { opendir, rm, stat } = await import('node:fs/promises');
      for await (const { name } of await opendir(this.#directory)) {
        const file = join(this.#directory, name);
        const { mtimeMs } = await stat(file);
        if (now - mtimeMs > KEPT) await rm(file, { force: true });
      }
    } catch {
      // Another process prunes at the same time, or there is nothing to prune.
    }
  }
}

function renew(file: string): void {
  const now = Date.now();
  if (now - statSync(file).mtimeMs > RENEWED) utimesSync(file, now / 1000, now / 1000);
}
