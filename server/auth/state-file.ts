/** Small JSON files that only the server's user can read, written again later when the disk refuses. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Milliseconds until a failed write is tried again: as often as for a log. */
const RETRY_MS = 1_000;

/**
 * After a failed write, this many times its duration is left to the rest of the server: a disk may be slow to
 * refuse.
 */
const SHARE = 100;

/** Content that is to be written. */
export interface StateWrite {
  /** Returns the file's content; called for each try. */
  readonly value: () => object;
  /** Whether the old content is dangerous now: if the new one cannot be written, the file is removed. */
  readonly invalidatesFormer?: boolean;
  /** Describes a failed write and its consequence. `isThere` tells whether the old file still exists. */
  readonly describeFailure: (reason: string, isThere: boolean) => string;
}

/** A file whose newest content is written as soon as possible. */
export class StateFile {
  readonly path: string;
  readonly #report: (message: string) => void;
  #pending: StateWrite | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param report called when the file cannot be read or written, and when it is written after all */
  constructor(path: string, report: (message: string) => void) {
    this.path = path;
    this.#report = report;
  }

  /** Returns the content; empty where the file is missing or, which is reported, damaged. */
  read(): Readonly<Record<string, unknown>> {
    try {
      const value: unknown = JSON.parse(readFileSync(this.path, 'utf8'));
      return typeof value === 'object' && value !== null ? { ...value } : {};
    } catch (error) {
      if (!isMissing(error))
        this.#report(`${this.path} cannot be read (${reasonOf(error)}), so what it kept is forgotten.`);
      return {};
    }
  }

  /** Writes at once, or as soon as possible. Replaces a write that is pending. */
  write(pending: StateWrite): void {
    this.#pending = undefined;
    const reason = this.#write(pending);
    if (reason === undefined) return;
    this.#pending = pending;
    this.#report(pending.describeFailure(reason, existsSync(this.path)));
  }

  /** Tries a pending write once more. */
  retry(): void {
    const waiting = this.#pending;
    if (!waiting || this.#write(waiting) !== undefined) return;
    this.#pending = undefined;
    this.#report(`${this.path} is written again, with all that is known.`);
  }

  /** Returns why the write failed, and schedules the next try. */
  #write(pending: StateWrite): string | undefined {
    clearTimeout(this.#timer);
    const began = performance.now();
    try {
      writeOrReplace(this.path, pending);
      return undefined;
    } catch (error) {
      const took = performance.now() - began;
      this.#timer = setTimeout(() => this.retry(), Math.max(RETRY_MS, took * SHARE));
      this.#timer.unref();
      return reasonOf(error);
    }
  }
}

/** Writes the file; on a full disk, in place of the old one if that must not survive. @throws the system's error */
function writeOrReplace(path: string, { value, invalidatesFormer = false }: StateWrite): void {
  try {
    writeAtomically(path, value());
  } catch (error) {
    if (!invalidatesFormer || !existsSync(path)) throw error;
    rmSync(path);
    writeAtomically(path, value());
  }
}

/**
 * Writes to a temporary file and renames it, so that there is always a whole file, and none that others may
 * read. @throws the system's error
 */
function writeAtomically(path: string, value: object): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, `${JSON.stringify(value)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
