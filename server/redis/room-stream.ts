/**
 * A room's log as a stream of Redis. This server knows the stream up to an end; messages bring what others append, each
 * with the id before it, so that a gap shows, and every append and check returns what was missed.
 *
 * What Redis has lost and this server knows is put back, under the same ids, as a log in a file is that was deleted.
 */
import { randomBytes } from 'node:crypto';
import type { Aside, SharedLog, SharedLogListener } from '../live/log/shared-log.ts';
import { decodeEntry, type Entry, encodeEntry } from '../live/room/log-entry.ts';
import { APPEND, compareIds, decodeAppend, decodeRows, decodeTold, type Row, START } from './append.ts';
import type { RedisLink } from './link.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** Entries of a room that are remembered here. */
const MAX_ENTRIES = 50_000;

/** Entries that are put back in one step, which keeps Redis busy for some milliseconds. */
const BATCH = 500;

/** An entry that is to be appended. */
interface Draft {
  readonly id: string;
  readonly attempt: string;
  readonly line: string;
}

/** The options of a stream. */
export interface StreamOptions {
  readonly link: RedisLink;
  readonly deck: string;
  /** Days after which entries are forgotten. */
  readonly keepDays: number;
}

/** One room's stream. */
export class RoomStream implements SharedLog {
  readonly isKept = true;
  readonly #link: RedisLink;
  readonly #key: string;
  readonly #channel: string;
  readonly #keepDays: number;
  readonly #mends = new Set<Promise<void>>();
  #listener: SharedLogListener | undefined;
  #rows: Row[] = [];
  #entries: Entry[] = [];
  #end = START;
  #isLoaded = false;
  #isReachable = false;
  #isClosed = false;
  /** The attempts under way, and whether they have been read from the stream. */
  readonly #awaited = new Map<string, boolean>();

  constructor({ link, deck, keepDays }: StreamOptions) {
    this.#link = link;
    this.#key = `lectern:room:${deck}`;
    this.#channel = `room/${deck}`;
    this.#keepDays = keepDays;
    link.onChange((isUp) => (isUp ? void this.#reach() : this.#lose()));
  }

  /** Begins to listen, and reads the stream where Redis can be reached. */
  async open(): Promise<this> {
    await this.#link.listen(this.#channel, (text) => this.#hear(text));
    if (this.#link.isUp) await this.#reach();
    return this;
  }

  get isReachable(): boolean {
    // Nothing is told of a link that is closed for good.
    return this.#isReachable && this.#link.isUp;
  }

  entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Refuses: what several servers append to takes entries by `tryAppend` alone. */
  append(entries: readonly Entry[]): void {
    if (entries.length > 0) throw new Error('Entries of a shared log go by tryAppend.');
  }

  whenKept(action: () => void): void {
    action();
  }

  onChange(): void {}

  listen(listener: SharedLogListener): void {
    this.#listener = listener;
  }

  async tryAppend(entries: readonly Entry[]): Promise<boolean> {
    const attempt = randomBytes(9).toString('base64url');
    const drafts = entries.map((entry) => ({ id: '*', attempt, line: encodeEntry(entry).trimEnd() }));
    this.#awaited.set(attempt, false);
    // Where it fails, the link is given up, which is told to the room.
    await this.#exchange(drafts).catch(() => {});
    const isThere = this.#awaited.get(attempt) === true;
    this.#awaited.delete(attempt);
    return isThere;
  }

  check(): void {
    if (this.#isReachable) this.#mend(() => this.#exchange([]));
  }

  tell(aside: Aside): void {
    this.#link.tell(this.#channel, JSON.stringify({ server: this.#link.server, aside }));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#mends);
  }

  /** Reads what there is when Redis can be reached, then says so. */
  async #reach(): Promise<void> {
    try {
      if (this.#isLoaded) await this.#exchange([]);
      else await this.#load();
    } catch {
      return;
    }
    if (this.#isReachable || this.#isClosed || !this.#link.isUp) return;
    this.#isReachable = true;
    this.#listener?.reached(true);
  }

  #lose(): void {
    if (!this.#isReachable) return;
    this.#isReachable = false;
    this.#listener?.reached(false);
  }

  #hear(text: string): void {
    const row = decodeTold(text);
    if (!row) {
      // Written by a server, in `tell`.
      const { server, aside } = JSON.parse(text) as { server: string; aside: Aside };
      if (server !== this.#link.server) this.#listener?.told(server, aside);
      return;
    }
    if (!this.#isLoaded || compareIds(row.id, this.#end) <= 0) return;
    if (row.after === this.#end) this.#take([row]);
    // Something was missed, or this server knows what Redis does not.
    else this.#mend(() => this.#exchange([]));
  }

  /** Does something with the stream that nobody waits for. */
  #mend(work: () => Promise<void>): void {
    const mend = work()
      .catch(() => {})
      .finally(() => this.#mends.delete(mend));
    this.#mends.add(mend);
  }

  /** Appends drafts if nobody else has, and takes what was appended, by whomever. */
  async #exchange(drafts: readonly Draft[]): Promise<void> {
    const known = this.#end;
    const { last, rows } = await this.#run(known, drafts);
    if (rows.length === 0) {
      if (compareIds(last, known) < 0 && known === this.#end) await this.#restore(last);
      return;
    }
    const next = rows.filter(({ id }) => compareIds(id, this.#end) > 0);
    const [first] = next;
    if (first && first.after !== this.#end) await this.#load();
    else this.#take(next);
  }

  /** Runs the script with the end of the stream as it should be. */
  #run(end: string, drafts: readonly Draft[]) {
    return this.#link.ask(
      decodeAppend,
      'EVAL',
      APPEND,
      1,
      this.#key,
      this.#link.channel(this.#channel),
      this.#keepDays * DAY_SECONDS,
      `${this.#oldest()}-0`,
      end,
      ...drafts.flatMap(({ id, attempt, line }) => [id, attempt, line]),
    );
  }

  /** Puts back what follows `last`, if that is a place in what this server knows; else takes what Redis has. */
  async #restore(last: string): Promise<void> {
    const at = this.#rows.findIndex(({ id }) => id === last) + 1;
    const lost = this.#rows.slice(at).filter(({ id }) => Number.parseInt(id, 10) >= this.#oldest());
    if ((at === 0 && last !== START) || lost.length === 0) return this.#load();
    for (let from = 0, end = last; from < lost.length; from += BATCH) {
      const batch = lost.slice(from, from + BATCH);
      const reply = await this.#run(end, batch);
      // Redis knows of later entries that are no longer there.
      if (reply.last === end) return this.#load();
      // Another server was quicker; the next check shows what there is.
      if (reply.last !== batch.at(-1)?.id) return;
      end = reply.last;
    }
  }

  /** Takes the whole stream in place of what was known. */
  async #load(): Promise<void> {
    const rows = decodeRows(await this.#link.command('XRANGE', this.#key, '-', '+'));
    this.#rows = [];
    this.#entries = [];
    this.#end = START;
    this.#add(rows);
    this.#isLoaded = true;
    this.#listener?.replaced(this.#entries);
  }

  #take(rows: readonly Row[]): void {
    const entries = this.#add(rows);
    if (entries.length > 0) this.#listener?.entered(entries);
  }

  /** Adds what follows the known end. Returns the entries that this version knows. */
  #add(rows: readonly Row[]): Entry[] {
    const entries = rows.flatMap(({ line }) => decodeEntry(line) ?? []);
    for (const { attempt } of rows) if (this.#awaited.has(attempt)) this.#awaited.set(attempt, true);
    this.#rows = [...this.#rows, ...rows].slice(-MAX_ENTRIES);
    this.#entries = [...this.#entries, ...entries].slice(-MAX_ENTRIES);
    this.#end = rows.at(-1)?.id ?? this.#end;
    return entries;
  }

  /** Returns the time before which entries are forgotten. */
  #oldest(): number {
    return Date.now() - this.#keepDays * DAY_SECONDS * 1_000;
  }
}
