/**
 * Where a room's accepted commands are stored: a small interface, with one implementation in memory and one in
 * a file.
 */
import type { Entry } from '../room/log-entry.ts';

/** One room's log. */
export interface RoomLog {
  /** Returns all entries, oldest first. The newest may not be on the disk yet. */
  entries(): readonly Entry[];
  /** Adds entries, without making anyone wait. */
  append(entries: readonly Entry[]): void;
  /**
   * Calls back once everything appended before is stored: at once if it is, and in the order of the calls. A
   * log that cannot be stored makes nobody wait.
   */
  whenKept(action: () => void): void;
  /** Whether it is stored where it should be. */
  readonly isKept: boolean;
  /** Calls back whenever `isKept` changes. */
  onChange(action: () => void): void;
  /** Resolves when everything is stored as safely as it will be. */
  close(): Promise<void>;
}

/** The rooms' logs. */
export interface Logs {
  /** Opens a deck's log. If it cannot be read or written, that is reported, and the log is kept in memory. */
  open(deck: string): Promise<RoomLog>;
}

/** Entries kept in memory: a year of talks. A process that runs longer drops the oldest. */
const MAX_ENTRIES = 50_000;

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
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(-MAX_ENTRIES / 2);
  }

  whenKept(action: () => void): void {
    action();
  }

  onChange(): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Logs in memory, because no data folder was asked for. */
export const memoryLogs: Logs = { open: async () => new MemoryLog() };

/** Logs in memory, because the data folder cannot be used. */
export const fallbackLogs: Logs = { open: async () => new MemoryLog([], false) };
