/** Manages a data folder: locks it, watches it, and writes to it from a separate thread. */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DISK_TIMEOUT_MS, DiskTimeoutError, orTimeout, withTimeout } from './disk-timeout.ts';
import type { LockHolder, Processes } from './holder.ts';
import { CHECK_MS, FolderLock } from './lock.ts';
import { type LogWriter, LogWriterThread } from './log-writer.ts';

/** How to open a data folder. */
export interface DataOptions {
  readonly folder: string;
  /** Whether each write waits for the disk. */
  readonly fsync: boolean;
  readonly processes: Processes;
  readonly report: (message: string) => void;
}

/** The result of opening a data folder. */
export interface DataAccess {
  /** The folder, if it responds: the key can be read there. */
  readonly path: string | undefined;
  /** The folder for logs; undefined where it cannot be written. */
  readonly folder: DataFolder | undefined;
  /** Reads logs in a folder that cannot be written. */
  readonly readable?: { readonly path: string; readonly logWriter: LogWriter };
  /**
   * Releases the folder. @throws Error where it does not respond: a thread of this process waits for it,
   * perhaps for ever
   */
  close(): Promise<void>;
}

/**
 * Opens a data folder. If it does not respond or cannot be written, that is reported, and the server goes on
 * without.
 * @throws Error where another server uses it: a sentence that names its process
 */
export async function openData(options: DataOptions): Promise<DataAccess> {
  const { report } = options;
  const path = resolve(options.folder);
  let acquired: FolderLock | LockHolder;
  let isThere = false;
  try {
    await withTimeout(mkdir(path, { recursive: true, mode: 0o700 }));
    isThere = true;
    acquired = await FolderLock.acquire(path, options.processes);
  } catch (error) {
    if (error instanceof DiskTimeoutError) {
      report(
        `${path} does not answer for ${DISK_TIMEOUT_MS / 1000} seconds. The server does without: a restart forgets where talks are. See --data.`,
      );
      return { path: undefined, folder: undefined, close: () => Promise.reject(timeoutError(path)) };
    }
    const about = `${path} cannot be used (${reasonOf(error)})`;
    if (isThere) {
      report(`${about}. What it holds is read, and a restart forgets what comes. See --data.`);
      const logWriter = new LogWriterThread(options.fsync);
      const close = async () => void (await logWriter.close());
      return { path, folder: undefined, readable: { path, logWriter }, close };
    }
    report(`${about}, so a restart forgets where talks are. See --data.`);
    return { path, folder: undefined, close: () => Promise.resolve() };
  }
  if (acquired instanceof FolderLock) {
    const folder = new DataFolder(path, acquired, options);
    return { path, folder, close: () => folder.close() };
  }
  const { pid, host } = acquired;
  throw new Error(
    `${path} is in use by another server, process ${pid} on ${host}. End that one, or give this one another folder with --data.`,
  );
}

/** A data folder that this process has locked. */
export class DataFolder {
  readonly path: string;
  readonly #lock: FolderLock;
  readonly #options: DataOptions;
  readonly #thread: LogWriterThread;
  readonly #onRecreated: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #checking: Promise<void> | undefined;
  #newHolder: LockHolder | undefined;
  #failed = false;

  constructor(path: string, lock: FolderLock, options: DataOptions) {
    this.path = path;
    this.#lock = lock;
    this.#options = options;
    this.#thread = new LogWriterThread(options.fsync);
    this.#wait();
  }

  /** Writes to the folder, while this process holds its lock. */
  readonly logWriter: LogWriter = {
    ready: () => this.#thread.ready(),
    ask: async (order) => {
      // A log that was changed may belong to another server by now.
      if (order.type === 'remake') await this.#check();
      if (!this.#newHolder) return this.#thread.ask(order);
      const { pid, host } = this.#newHolder;
      return { type: 'failed', reason: `process ${pid} on ${host} has taken the folder` };
    },
  };

  /** Calls back whenever the folder was deleted and is created again. */
  onRecreated(action: () => void): void {
    this.#onRecreated.push(action);
  }

  /** Releases the folder, as `DataAccess` does. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const released = this.#newHolder ? Promise.resolve() : this.#release();
    const [isOver, answer] = await Promise.all([this.#thread.close(), orTimeout(released, 'late')]);
    if (isOver && answer !== 'late') return;
    throw timeoutError(this.path);
  }

  async #release(): Promise<void> {
    await this.#checking;
    // If releasing fails, the next server takes the lock over.
    await this.#lock.release().catch(() => {});
  }

  /** Schedules the next check after the last one has ended, however long that takes. */
  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#checking = this.#check().then(() => {
        this.#checking = undefined;
        if (!this.#newHolder) this.#wait();
      });
    }, CHECK_MS);
    this.#timer.unref();
  }

  async #check(): Promise<void> {
    if (this.#newHolder) return;
    const { report } = this.#options;
    try {
      const found = await this.#lock.check();
      if (found === 'gone') await this.#recreate();
      else if (found !== 'ours') {
        this.#newHolder = found;
        report(
          `${this.path} was taken by another server, process ${found.pid} on ${found.host}. Nothing more is written there; give one of them another folder with --data.`,
        );
      }
      this.#failed = false;
    } catch (error) {
      if (!this.#failed) report(`${this.path} cannot be read (${reasonOf(error)}). The talks go on.`);
      this.#failed = true;
    }
  }

  async #recreate(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    // If another server has created the lock, the next check finds it.
    if (!(await this.#lock.make())) return;
    this.#options.report(
      `${this.path} was deleted while the server uses it. It is made anew, with what is known.`,
    );
    for (const action of this.#onRecreated) action();
  }
}

function timeoutError(path: string): Error {
  return new Error(`${path} does not answer, so the server ends without waiting for it.`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
