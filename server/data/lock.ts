/** The lock of a data folder: a file that names the process that has it. Two servers would write over each other. */
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeHolder, describeSelf, type Holder, isSame, judge, type Processes } from './holder.ts';
import { soon } from './patience.ts';

/** The lock's name in the folder. */
export const LOCK_NAME = 'server.lock';

/** How often, in milliseconds, the holder looks at its lock, and whether anyone knocks. */
export const LOOK_MS = 500;

/**
 * How long, in milliseconds, a holder that cannot be seen from here has to answer: one in another container, or on another
 * machine. It looks four times meanwhile.
 */
const KNOCK_MS = 4 * LOOK_MS;

/** How often the answer is looked for, in milliseconds. */
const LISTEN_MS = 50;

/** Others may be after the same lock; a folder in which it changes more often than this is not a server's. */
const MOST_TRIES = 5;

/** What a look at the lock may find. */
export type Look = 'ours' | 'gone' | Holder;

/** A lock that is held. */
export class Lock {
  readonly #file: string;
  readonly #self: Holder;

  private constructor(file: string, self: Holder) {
    this.#file = file;
    this.#self = self;
  }

  /** Takes the lock of a folder, or answers who has it. A lock that a killed process left is taken over. @throws SilentDisk, or by the system */
  static async take(folder: string, processes: Processes): Promise<Lock | Holder> {
    const file = join(folder, LOCK_NAME);
    const self = await describeSelf(processes);
    let other: Holder | undefined;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const lock = new Lock(file, self);
      if (await soon(lock.make())) return lock;
      const text = await soon(readFile(file, 'utf8').catch(() => undefined));
      if (text === undefined) continue;
      other = decodeHolder(text);
      const verdict = other ? await judge(other, self, processes) : 'unknown';
      if (other && (verdict === 'runs' || (verdict === 'unknown' && (await answers(file))))) return other;
      if (!other && (await answers(file)))
        throw new Error('another server has it, which does not say its name');
      await soon(setAside(file, text, self));
    }
    if (other) return other;
    throw new Error(`${file} changes all the time`);
  }

  /** Makes the lock's file; false where there is one. @throws by the system */
  async make(): Promise<boolean> {
    try {
      const handle = await open(this.#file, 'wx', 0o600);
      try {
        await handle.writeFile(`${JSON.stringify(this.#self)}\n`);
      } catch (error) {
        // A full disk has room for a file without a word, and that has an answer for whoever knocks.
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

  /** Looks whether it is still this process's, and answers whoever knocks. @throws by the system */
  async look(): Promise<Look> {
    let text: string;
    try {
      text = await readFile(this.#file, 'utf8');
    } catch (error) {
      if (isCode(error, 'ENOENT')) return 'gone';
      throw error;
    }
    const holder = decodeHolder(text);
    if (holder && !isSame(holder, this.#self)) return holder;
    await rm(knockOf(this.#file), { force: true });
    return 'ours';
  }

  /** Gives it back. @throws by the system */
  async release(): Promise<void> {
    if ((await this.look()) === 'ours') await rm(this.#file, { force: true });
  }
}

/** Asks a holder that cannot be seen from here for a sign of life: it takes the knock away. */
async function answers(file: string): Promise<boolean> {
  const knock = knockOf(file);
  await soon(writeFile(knock, '', { mode: 0o600 }));
  for (let waited = 0; waited < KNOCK_MS; waited += LISTEN_MS) {
    await sleep(LISTEN_MS);
    if ((await soon(readFile(knock).catch(() => undefined))) === undefined) return true;
  }
  await soon(rm(knock, { force: true }));
  return false;
}

/** Takes a dead holder's lock away, unless another has just put its own there. */
async function setAside(file: string, judged: string, { pid, started }: Holder): Promise<void> {
  const aside = `${file}.${pid}-${started}`;
  try {
    await rename(file, aside);
  } catch (error) {
    // Another was faster.
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
