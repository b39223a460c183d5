/** A room's log in a file of the data folder: lines of JSON, appended by a thread of its own; it survives the process's death at any moment. */
import type { Order, Outcome } from '../../data/in-thread.ts';
import { afterPatience, inTime, SILENT } from '../../data/patience.ts';
import type { Scribe } from '../../data/scribe.ts';
import { type Entry, encodeEntry } from '../room/record.ts';
import { type Logs, MemoryLog, type RoomLog } from './log.ts';
import { logNames } from './log-name.ts';
import { type LogPlace, readLog } from './read-log.ts';
import { restore } from './restore.ts';

/** Lines that wait for a disk that does not write, in characters; a talk's whole log is a tenth of it. More are taken from memory later. */
const MAX_PENDING = 1_000_000;

/** How often, in milliseconds, a log is looked at that nobody writes: is it there, and can it be written again? */
const LOOK_MS = 1_000;

/** Logs in a folder, one file for each deck. */
export function fileLogs({ path, scribe }: LogPlace, report: (message: string) => void): Logs {
  return {
    async open(deck) {
      const names = logNames(deck);
      await scribe.ready();
      const opened = await inTime(scribe.ask({ type: 'open', folder: path, names }), undefined);
      if (opened?.type === 'opened') {
        const { file, bytes } = opened;
        const restored = await restore(bytes, (what) => report(`${file}: ${what}`));
        return new FileLog({ scribe, file, report, ...restored });
      }
      const reason = opened?.type === 'failed' ? opened.reason : SILENT;
      const about = `${path}: ${names[0]} cannot be used (${reason})`;
      // A silent disk is not asked twice.
      const entries = opened && (await readLog({ path, scribe }, names, report));
      if (entries?.length)
        report(`${about}. What it holds is read, and a restart forgets what comes. See --data.`);
      else report(`${about}, so a restart forgets where talks are. See --data.`);
      return new MemoryLog(entries, false);
    },
  };
}

interface FileLogOptions {
  readonly scribe: Scribe;
  readonly file: string;
  readonly report: (message: string) => void;
  readonly entries: readonly Entry[];
  /** Bytes of the file that are good, and what makes its last line whole. */
  readonly good: number;
  readonly rest: string;
}

class FileLog implements RoomLog {
  readonly #memory: MemoryLog;
  readonly #options: FileLogOptions;
  readonly #looking: NodeJS.Timeout;
  readonly #listeners: (() => void)[] = [];
  /** What is to be done once so many entries are kept. */
  #waiting: { readonly after: number; readonly action: () => void }[] = [];
  #lines: string;
  #from: number | undefined;
  #appended = 0;
  #kept = 0;
  #writing: Promise<void> | undefined;
  /** The file is not as it was, or lines were dropped here: it has to be written anew, from memory. */
  #isTorn = false;
  /** That it is not as it was has yet to be told. */
  #isChanged = false;
  #isKept = true;

  constructor(options: FileLogOptions) {
    this.#options = options;
    this.#memory = new MemoryLog(options.entries);
    this.#lines = options.rest;
    this.#from = options.good;
    this.#looking = setInterval(() => this.#write(), LOOK_MS);
    this.#looking.unref();
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
    this.#bound();
    this.#write();
  }

  whenKept(action: () => void): void {
    if (this.#waiting.length === 0 && this.#isDone(this.#appended)) action();
    else this.#waiting.push({ after: this.#appended, action });
  }

  async close(): Promise<void> {
    clearInterval(this.#looking);
    this.#write();
    // A second time for what came while the first was under way; where it fails, that was told.
    const written = Promise.resolve(this.#writing).then(() => {
      if (this.#lines !== '') this.#write();
      return this.#writing;
    });
    await inTime(written, undefined);
  }

  /** Writes what waits, all in one, unless that is being done: then what waits comes after it. Nothing at all is a look at the file. */
  #write(): void {
    this.#writing ??= this.#send().finally(() => {
      this.#writing = undefined;
    });
  }

  async #send(): Promise<void> {
    const { scribe } = this.#options;
    let outcome: Outcome;
    do {
      const appended = this.#appended;
      const order = this.#isTorn ? this.#everything() : this.#newest();
      const callOff = afterPatience(() => this.#fail(SILENT));
      outcome = await scribe.ask(order);
      callOff();
      if (outcome.type === 'kept') this.#succeed(appended);
      else if (outcome.type === 'lost') {
        this.#isTorn = true;
        this.#isChanged = true;
      } else {
        if (order.type === 'append') this.#lines = order.lines + this.#lines;
        else this.#isTorn = true;
        this.#bound();
        this.#fail(outcome.type === 'failed' ? outcome.reason : outcome.type);
      }
    } while (outcome.type === 'lost' || (outcome.type === 'kept' && (this.#isTorn || this.#lines !== '')));
  }

  /** What is not in the file yet. */
  #newest(): Order {
    const [file, lines, from] = [this.#options.file, this.#lines, this.#from];
    this.#lines = '';
    return { type: 'append', file, lines, ...(from !== undefined && { from }) };
  }

  /** All that is known. */
  #everything(): Order {
    this.#lines = '';
    this.#isTorn = false;
    return {
      type: 'remake',
      file: this.#options.file,
      lines: this.entries().map(encodeEntry).join(''),
    };
  }

  #bound(): void {
    if (this.#lines.length < MAX_PENDING) return;
    this.#lines = '';
    this.#isTorn = true;
  }

  #succeed(appended: number): void {
    const { file, report } = this.#options;
    this.#kept = appended;
    this.#from = undefined;
    if (!this.#isKept) report(`${file} is written again, with all that is known.`);
    else if (this.#isChanged)
      report(`${file} was deleted or changed by something else. It is written anew, with what is known.`);
    this.#isChanged = false;
    this.#become(true);
  }

  /** The disk is full or silent: nobody waits for it any longer. What is missing is tried again with every look. */
  #fail(reason: string): void {
    const { file, report } = this.#options;
    if (this.#isKept) report(`${file} cannot be written (${reason}). The talk goes on without.`);
    this.#become(false);
  }

  #become(isKept: boolean): void {
    const isNew = isKept !== this.#isKept;
    this.#isKept = isKept;
    if (isNew) for (const listener of this.#listeners) listener();
    for (let next = this.#waiting[0]; next && this.#isDone(next.after); next = this.#waiting[0]) {
      this.#waiting.shift();
      next.action();
    }
  }

  #isDone(after: number): boolean {
    return !this.#isKept || this.#kept >= after;
  }
}
