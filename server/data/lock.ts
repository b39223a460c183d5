/** Locks a data folder: a file names the process that uses it, since two servers would overwrite each other. */
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withTimeout } from './disk-timeout.ts';
import {
  checkRunning,
  decodeHolder,
  describeSelf,
  isSameProcess,
  type LockHolder,
  type Processes,
} from './holder.ts';

/** File name of the lock. */
export const LOCK_NAME = 'server.lock';

/** Milliseconds between two checks of the lock, and of whether another process asks for it. */
export const CHECK_MS = 500;

/**
 * Milliseconds that a holder in another container or on another machine has to answer. It checks four times in
 * that time.
 */
const KNOCK_MS = 4 * CHECK_MS;

/** Milliseconds between two looks for the answer. */
const POLL_MS = 50;

/** Tries to acquire the lock; a file that changes more often is not a server's. */
const MAX_TRIES = 5;

/** The result of checking the lock. */
export type LockState = 'ours' | 'gone' | LockHolder;

/** A lock held by this process. */
export class FolderLock {
  readonly #file: string;
  readonly #self: LockHolder;

  private constructor(file: string, self: LockHolder) {
    this.#file = file;
    this.#self = self;
  }

  /**
   * Acquires the lock of a folder, or returns its holder. A lock left by a killed process is taken over.
   * @throws DiskTimeoutError, or the system's error
   */
  static async acquire(folder: string, processes: Processes): Promise<FolderLock | LockHolder> {
    const file = join(folder, LOCK_NAME);
    const self = await describeSelf(processes);
    let other: LockHolder | undefined;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const lock = new FolderLock(file, self);
      if (await withTimeout(lock.make())) return lock;
      const text = await withTimeout(readFile(file, 'utf8').catch(() => undefined));
      if (text === undefined) continue;
      other = decodeHolder(text);
      const verdict = other ? await checkRunning(other, self, processes) : 'unknown';
      if (other && (verdict === 'runs' || (verdict === 'unknown' && (await isAlive(file))))) return other;
      if (!other && (await isAlive(file)))
        throw new Error('another server has it, which does not say its name');
      await withTimeout(removeStale(file, text, self));
    }
    if (other) return other;
    throw new Error(`${file} changes all the time`);
  }

  /** Creates the lock file; false where there is one. @throws the system's error */
  async make(): Promise<boolean> {
    try {
      const handle = await open(this.#file, 'wx', 0o600);
      try {
        await handle.writeFile(`${JSON.stringify(this.#self)}\n`);
      } catch (error) {
        // On a full disk the file stays empty, which still works: the holder answers whoever asks.
        if (!isCode(error, 'ENOSPC') && !isCode(error, 'EDQUOT')) throw error;
      } finally {
        await handle.close();
      }
      return true;
    } catch (error) {
      if (isCode(error, 'EEXIST')) return false;
      throw error;
    }
  }

  /** Checks whether the lock is still held, and answers a process that asks. @throws the system's error */
  async check(): Promise<LockState> {
    let text: string;
    try {
      text = await readFile(this.#file, 'utf8');
    } catch (error) {
      if (isCode(error, 'ENOENT')) return 'gone';
      throw error;
    }
    const holder = decodeHolder(text);
    if (holder && !isSameProcess(holder, this.#self)) return holder;
    await rm(knockOf(this.#file), { force: true });
    return 'ours';
  }

  /** Releases the lock. @throws the system's error */
  async release(): Promise<void> {
    if ((await this.check()) === 'ours') await rm(this.#file, { force: true });
  }
}

/** Asks a holder on another machine for a sign of life: it deletes the knock file. */
async function isAlive(file: string): Promise<boolean> {
  const knock = knockOf(file);
  await withTimeout(writeFile(knock, '', { mode: 0o600 }));
  for (let waited = 0; waited < KNOCK_MS; waited += POLL_MS) {
    await sleep(POLL_MS);
    if ((await withTimeout(readFile(knock).catch(() => undefined))) === undefined) return true;
  }
  await withTimeout(rm(knock, { force: true }));
  return false;
}

/** Removes a dead holder's lock, unless another process has just created its own. */
async function removeStale(file: string, judged: string, { pid, started }: LockHolder): Promise<void> {
  const aside = `${file}.${pid}-${started}`;
  try {
    await rename(file, aside);
  } catch (error) {
    // Another process was faster.
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) === judged) await rm(aside, { force: true });
  else await rename(aside, file);
}

function knockOf(file: string): string {
  return `${file}.knock`;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
