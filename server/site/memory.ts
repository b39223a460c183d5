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

/** A folder of values by key. Losing it costs time, never correctness: unreadable entries count as absent. */
export class Memory {
  readonly #directory: string;

  /** @param directory a folder of its own for each version of the code. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  read(key: string): unknown {
    const file = join(this.#directory, key);
    try {
      const value: unknown = deserialize(readFileSync(file));
      this.#renew(file);
      return value;
    } catch {
      return undefined;
    }
  }

  /** Stores a value; a folder that can't be written to means that it is made anew next time. */
  write(key: string, value: unknown): void {
    const file = join(this.#directory, key);
    const unfinished = `${file}.${randomUUID()}`;
    try {
      mkdirSync(this.#directory, { recursive: true });
      writeFileSync(unfinished, serialize(value));
      renameSync(unfinished, file);
    } catch {
      rmSync(unfinished, { force: true });
    }
  }

  /** Drops what was not used for a month. */
  prune(now: number): void {
    try {
      for (const name of readdirSync(this.#directory)) {
        const file = join(this.#directory, name);
        if (now - statSync(file).mtimeMs > KEPT) rmSync(file, { force: true });
      }
    } catch {
      // A folder that is not there needs no pruning.
    }
  }

  #renew(file: string): void {
    const now = Date.now();
    if (now - statSync(file).mtimeMs > RENEWED) utimesSync(file, now / 1000, now / 1000);
  }
}
