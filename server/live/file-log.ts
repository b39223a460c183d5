/** A room's log in a file of the data folder: lines of JSON, appended; it survives the process's death at any moment. */
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logs, MemoryLog, type RoomLog } from './log.ts';
import { decodeEntry, type Entry, encodeEntry } from './record.ts';

/** Bytes that wait for a disk that does not write; a talk's whole log is a tenth of it. */
const MAX_PENDING = 1_000_000;

/** Logs in a folder, one file for each deck. */
export function fileLogs(folder: string, report: (message: string) => void): Logs {
  return {
    async open(deck) {
      const file = join(folder, `${encodeURIComponent(deck)}.log`);
      let handle: FileHandle | undefined;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        handle = await open(file, 'a+', 0o600);
        const entries = await restore(handle, (what) => report(`${file}: ${what}`));
        return new FileLog({ handle, entries, file, report });
      } catch (error) {
        await handle?.close();
        report(
          `${file} cannot be used (${reasonOf(error)}), so a restart forgets where talks are. See --data.`,
        );
        return new MemoryLog();
      }
    },
  };
}

/** Reads a log and makes it end with a whole line, so that what is appended begins one. */
async function restore(handle: FileHandle, report: (what: string) => void): Promise<Entry[]> {
  const bytes = await handle.readFile();
  const whole = bytes.lastIndexOf('\n') + 1;
  const lines = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
  const entries = lines.map(decodeEntry);
  const unknown = entries.flatMap((entry, i) => (entry ? [] : [i + 1]));
  if (unknown.length > 0) report(`line ${unknown.join(', ')} says nothing known and is passed over.`);
  if (whole < bytes.length) {
    const last = bytes.subarray(whole).toString('utf8');
    const entry = decodeEntry(last);
    entries.push(entry);
    if (entry) await handle.appendFile('\n');
    else {
      await handle.truncate(whole);
      report(`the last line was torn and is dropped: ${JSON.stringify(last.slice(0, 80))}`);
    }
  }
  return entries.filter((entry) => entry !== undefined);
}

interface FileLogOptions {
  readonly handle: FileHandle;
  readonly entries: readonly Entry[];
  readonly file: string;
  readonly report: (message: string) => void;
}

class FileLog implements RoomLog {
  readonly #memory: MemoryLog;
  readonly #options: FileLogOptions;
  #pending: Buffer<ArrayBuffer> = Buffer.alloc(0);
  #writing: Promise<void> | undefined;
  #failed = false;
  /** Entries that found no room to wait in. */
  #lost = 0;

  constructor(options: FileLogOptions) {
    this.#options = options;
    this.#memory = new MemoryLog(options.entries);
  }

  entries(): readonly Entry[] {
    return this.#memory.entries();
  }

  append(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    this.#memory.append(entries);
    const lines = Buffer.from(entries.map(encodeEntry).join(''));
    // Dropping whole appends keeps lines whole.
    if (this.#pending.length + lines.length > MAX_PENDING) this.#lost += entries.length;
    else this.#pending = Buffer.concat([this.#pending, lines]);
    this.#write();
  }

  async close(): Promise<void> {
    this.#write();
    await this.#writing;
    await this.#options.handle.close();
  }

  #write(): void {
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Writes until nothing waits. What a full disk refuses is tried again with the next command. */
  async #drain(): Promise<void> {
    const { handle, file, report } = this.#options;
    try {
      while (this.#pending.length > 0) {
        const { bytesWritten } = await handle.write(this.#pending);
        this.#pending = this.#pending.subarray(bytesWritten);
      }
      if (this.#failed) report(`${file} is written again; ${this.#lost} commands are missing in it.`);
      this.#failed = false;
      this.#lost = 0;
    } catch (error) {
      if (!this.#failed) report(`${file} cannot be written (${reasonOf(error)}). The talk goes on without.`);
      this.#failed = true;
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
