/** Where a room's accepted commands are kept: behind a small interface, in memory or in a file. */
import type { Entry } from '../room/record.ts';

/** One room's log. */
export interface RoomLog {
  /** All that is known, oldest first; the newest may be on their way to the disk. */
  entries(): readonly Entry[];
  /** Keeps more, without making anyone wait. */
  append(entries: readonly Entry[]): void;
  /**
   * Does something as soon as all that was appended before is kept: at once where it is, and in the order of asking. A log
   * that cannot be kept makes nobody wait.
   */
  whenKept(action: () => void): void;
  /** Whether it is kept where it was meant to be. */
  readonly isKept: boolean;
  /** Calls back whenever `isKept` changes. */
  onChange(action: () => void): void;
  /** Resolves when all is kept as safely as it will be. */
  close(): Promise<void>;
}

/** The rooms' logs. */
export interface Logs {
  /** Opens a deck's log. One that cannot be read or written is reported, and kept in memory. */
  open(deck: string): Promise<RoomLog>;
}

/** Entries kept in memory: a year of talks; a process that lives longer forgets the oldest. */
const REMEMBERED = 50_000;

/** A log that lasts as long as the process. */
export class MemoryLog implements RoomLog {
  readonly isKept: boolean;
  #entries: Entry[];

  /** @param isKept false where it should last longer, and cannot */
  constructor(entries: readonly Entry[] = [], isKept = true) {
    this.#entries = [...entries];
    this.isKept = isKept;
  }

  entries(): readonly Entry[] {
    return this.#entries;
  }

  append(entries: readonly Entry[]): void {
    this.#entries.push(...entries);
    if (this.#entries.length > REMEMBERED) this.#entries = this.#entries.slice(-REMEMBERED / 2);
  }

  whenKept(action: () => void): void {
    action();
  }

  onChange(): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Logs that last as long as the process, as it was asked for. */
export const memoryLogs: Logs = { open: async () => new MemoryLog() };

/** The same where logs should have lasted longer. */
export const unkeptLogs: Logs = { open: async () => new MemoryLog([], false) };
