/** Small files that only the server's user reads. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** How long, in milliseconds, until what could not be written is tried again: as often as a log is. */
const AGAIN_MS = 1_000;

/** Between two tries the rest of the server gets this many times what one takes: a disk may be slow to refuse. */
const SHARE = 100;

/** What is to be kept. */
export interface Keeping {
  /** Makes the file's content, once for each try. */
  readonly value: () => object;
  /** Whether what the file says is no longer so: it is removed where nothing can be written in its place. */
  readonly voids?: boolean;
  /** Says that it cannot be kept, and what that means. `isThere` tells whether the former file is. */
  readonly sentence: (reason: string, isThere: boolean) => string;
}

/** A file whose newest content is written as soon as that is possible. */
export class KeptFile {
  readonly path: string;
  readonly #report: (message: string) => void;
  #waiting: Keeping | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param report told what cannot be read or written, and when it is written after all */
  constructor(path: string, report: (message: string) => void) {
    this.path = path;
    this.#report = report;
  }

  /** What it holds; nothing where it is missing, or, which is told, spoilt. */
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

  /** Writes, at once or as soon as that is possible. It takes the place of what waits. */
  keep(keeping: Keeping): void {
    this.#waiting = undefined;
    const reason = this.#write(keeping);
    if (reason === undefined) return;
    this.#waiting = keeping;
    this.#report(keeping.sentence(reason, existsSync(this.path)));
  }

  /** Tries once more what could not be written. */
  settle(): void {
    const waiting = this.#waiting;
    if (!waiting || this.#write(waiting) !== undefined) return;
    this.#waiting = undefined;
    this.#report(`${this.path} is written again, with all that is known.`);
  }

  /** Answers why it could not; then it is tried again later. */
  #write(keeping: Keeping): string | undefined {
    clearTimeout(this.#timer);
    const began = performance.now();
    try {
      writeOver(this.path, keeping);
      return undefined;
    } catch (error) {
      const took = performance.now() - began;
      this.#timer = setTimeout(() => this.settle(), Math.max(AGAIN_MS, took * SHARE));
      this.#timer.unref();
      return reasonOf(error);
    }
  }
}

/** Writes; on a full disk into the room of what is not to be read again. @throws by the system */
function writeOver(path: string, { value, voids = false }: Keeping): void {
  try {
    writeWhole(path, value());
  } catch (error) {
    if (!voids || !existsSync(path)) throw error;
    rmSync(path);
    writeWhole(path, value());
  }
}

/** Writes beside and renames, so that there is always a whole file, and never one that others may read. @throws by the system */
function writeWhole(path: string, value: object): void {
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
