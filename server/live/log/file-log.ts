/** A room's log in a file of the data folder: lines of JSON, appended by a thread of its own; it survives the process's death at any moment. */
import { afterTimeout, orTimeout, TIMEOUT_REASON } from '../../data/disk-timeout.ts';
import type { LogWriter } from '../../data/log-writer.ts';
import type { LogRequest, LogResponse } from '../../data/log-writer-thread.ts';
import { type Entry, encodeEntry } from '../room/log-entry.ts';
import { logNames } from './log-name.ts';
import { type LogPlace, readLog } from './read-log.ts';
import { restore } from './restore.ts';
import { type Logs, MemoryLog, type RoomLog } from './room-log.ts';

/**
 * Characters of unwritten lines that are kept while the disk does not write; a whole talk is a tenth of it.
 * Beyond that, the file is rewritten from memory later.
 */
const MAX_PENDING = 1_000_000;

/**
 * How often, in milliseconds, a log without new entries is checked: whether the file is still there, and can be
 * written again.
 */
const RETRY_MS = 1_000;

/** Opens logs in a folder, one file for each deck. */
export function fileLogs({ path, logWriter }: LogPlace, report: (message: string) => void): Logs {
  return {
    async open(deck) {
      const names = logNames(deck);
      await logWriter.ready();
      const opened = await orTimeout(logWriter.ask({ type: 'open', folder: path, names }), undefined);
      if (opened?.type === 'opened') {
        const { file, bytes } = opened;
        const restored = await restore(bytes, (what) => report(`${file}: ${what}`));
        return new FileLog({ logWriter, file, report, ...restored });
      }
      const reason = opened?.type === 'failed' ? opened.reason : TIMEOUT_REASON;
      const about = `${path}: ${names[0]} cannot be used (${reason})`;
      // A disk that did not answer is not asked twice.
      const entries = opened && (await readLog({ path, logWriter }, names, report));
      if (entries?.length)
        report(`${about}. What it holds is read, and a restart forgets what comes. See --data.`);
      else report(`${about}, so a restart forgets where talks are. See --data.`);
      return new MemoryLog(entries, false);
    },
  };
}

interface FileLogOptions {
  readonly logWriter: LogWriter;
  readonly file: string;
  readonly report: (message: string) => void;
  readonly entries: readonly Entry[];
  /** Length of the valid part of the file in bytes, and what completes its last line. */
  readonly validBytes: number;
  readonly missingEnd: string;
}

class FileLog implements RoomLog {
  readonly #memory: MemoryLog;
  readonly #options: FileLogOptions;
  readonly #retryTimer: NodeJS.Timeout;
  readonly #listeners: (() => void)[] = [];
  /** Callbacks that wait until this many entries are stored. */
  #pending: { readonly after: number; readonly action: () => void }[] = [];
  #lines: string;
  #from: number | undefined;
  #appended = 0;
  #kept = 0;
  #writing: Promise<void> | undefined;
  /** The file was changed by something else, or queued lines were dropped: it has to be rewritten from memory. */
  #needsRewrite = false;
  /** The change by something else has yet to be reported. */
  #isForeignChange = false;
  #isKept = true;

  constructor(options: FileLogOptions) {
    this.#options = options;
    this.#memory = new MemoryLog(options.entries);
    this.#lines = options.missingEnd;
    this.#from = options.validBytes;
    this.#retryTimer = setInterval(() => this.#write(), RETRY_MS);
    this.#retryTimer.unref();
    this.#write();
  }

  get isKept(): boolean {
    return this.#isKept;
  }

  onChange(action: () => void): void {
    this.#listeners.push(action);
  }

  entries(): readonly Entry[] {
    return this.#memory.entries();
  }

  append(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    this.#memory.append(entries);
    this.#appended += entries.length;
    this.#lines += entries.map(encodeEntry).join('');
    this.#limitPending();
    this.#write();
  }

  whenKept(action: () => void): void {
    if (this.#pending.length === 0 && this.#isDone(this.#appended)) action();
    else this.#pending.push({ after: this.#appended, action });
  }

  async close(): Promise<void> {
    clearInterval(this.#retryTimer);
    this.#write();
    // A second write for lines that came during the first. If it fails, that has been reported.
    const written = Promise.resolve(this.#writing).then(() => {
      if (this.#lines !== '') this.#write();
      return this.#writing;
    });
    await orTimeout(written, undefined);
  }

  /**
   * Writes all queued lines at once. If a write is running, they go with the next one. With no lines, it only
   * checks the file.
   */
  #write(): void {
    this.#writing ??= this.#send().finally(() => {
      this.#writing = undefined;
    });
  }

  async #send(): Promise<void> {
    const { logWriter } = this.#options;
    let outcome: LogResponse;
    do {
      const appended = this.#appended;
      const order = this.#needsRewrite ? this.#rewriteOrder() : this.#appendOrder();
      const callOff = afterTimeout(() => this.#fail(TIMEOUT_REASON));
      outcome = await logWriter.ask(order);
      callOff();
      if (outcome.type === 'kept') this.#succeed(appended);
      else if (outcome.type === 'lost') {
        this.#needsRewrite = true;
        this.#isForeignChange = true;
      } else {
        if (order.type === 'append') this.#lines = order.lines + this.#lines;
        else this.#needsRewrite = true;
        this.#limitPending();
        this.#fail(outcome.type === 'failed' ? outcome.reason : outcome.type);
      }
    } while (
      outcome.type === 'lost' ||
      (outcome.type === 'kept' && (this.#needsRewrite || this.#lines !== ''))
    );
  }

  /** Returns the order to append what is not in the file yet. */
  #appendOrder(): LogRequest {
    const [file, lines, from] = [this.#options.file, this.#lines, this.#from];
    this.#lines = '';
    return { type: 'append', file, lines, ...(from !== undefined && { from }) };
  }

  /** Returns the order to write the whole log anew. */
  #rewriteOrder(): LogRequest {
    this.#lines = '';
    this.#needsRewrite = false;
    return {
      type: 'remake',
      file: this.#options.file,
      lines: this.entries().map(encodeEntry).join(''),
    };
  }

  #limitPending(): void {
    if (this.#lines.length < MAX_PENDING) return;
    this.#lines = '';
    this.#needsRewrite = true;
  }

  #succeed(appended: number): void {
    const { file, report } = this.#options;
    this.#kept = appended;
    this.#from = undefined;
    if (!this.#isKept) report(`${file} is written again, with all that is known.`);
    else if (this.#isForeignChange)
      report(`${file} was deleted or changed by something else. It is written anew, with what is known.`);
    this.#isForeignChange = false;
    this.#setKept(true);
  }

  /**
   * Handles a disk that is full or does not answer: nobody waits for it any longer. Every check tries again to
   * write what is missing.
   */
  #fail(reason: string): void {
    const { file, report } = this.#options;
    if (this.#isKept) report(`${file} cannot be written (${reason}). The talk goes on without.`);
    this.#setKept(false);
  }

  #setKept(isKept: boolean): void {
    const isNew = isKept !== this.#isKept;
    this.#isKept = isKept;
    if (isNew) for (const listener of this.#listeners) listener();
    for (let next = this.#pending[0]; next && this.#isDone(next.after); next = this.#pending[0]) {
      this.#pending.shift();
      next.action();
    }
  }

  #isDone(after: number): boolean {
    return !this.#isKept || this.#kept >= after;
  }
}
