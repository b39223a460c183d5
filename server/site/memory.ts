/** What was made once is kept on disk by content, so that no start makes it again. */
import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Entries not used for this long, in milliseconds, are dropped. */
const KEPT = 30 * 24 * 60 * 60 * 1000;

/** An entry's time is renewed when it is older than this, so that a start writes almost nothing. */
const RENEWED = 24 * 60 * 60 * 1000;

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
    const file = join(this.#directory, key);
    const unfinished = `${file}.${randomUUID()}`;
    this.#hasWritten = true;
    try {
      const bytes = serialize(value);
      const header = Buffer.alloc(HEADER);
      header.writeDoubleLE(HEADER + bytes.length);
      mkdirSync(this.#directory, { recursive: true });
      writeFileSync(unfinished, Buffer.concat([header, bytes]));
      renameSync(unfinished, file);
    } catch {
      drop(unfinished);
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
  turn(): void {}

  /** Drops what was not used for a month. */
  prune(now: number): void {
    try {
      for (const name of readdirSync(this.#directory)) {
        const file = join(this.#directory, name);
        if (now - statSync(file).mtimeMs > KEPT) drop(file);
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

function drop(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It stays; nobody reads it.
  }
}
