/** Where a room's accepted commands are kept: behind a small interface, in memory or in a file. */
import type { Entry } from './record.ts';

/** One room's log. */
export interface RoomLog {
  /** All that is kept, oldest first. */
  entries(): readonly Entry[];
  /** Keeps more, without making anyone wait. */
  append(entries: readonly Entry[]): void;
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
  #entries: Entry[];

  constructor(entries: readonly Entry[] = []) {
    this.#entries = [...entries];
  }

  entries(): readonly Entry[] {
    return this.#entries;
  }

  append(entries: readonly Entry[]): void {
    this.#entries.push(...entries);
    if (this.#entries.length > REMEMBERED) this.#entries = this.#entries.slice(-REMEMBERED / 2);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Logs that last as long as the process. */
export const memoryLogs: Logs = { open: async () => new MemoryLog() };
