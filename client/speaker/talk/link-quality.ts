/** How good the connection to the room is, from what is heard of it. Pure. */

/** What the speaker needs to know. */
export type Link = 'connecting' | 'good' | 'unlogged' | 'slow' | 'lost';

/** An answer that takes longer, in milliseconds, is felt. */
const SLOW_MS = 600;

/** The room speaks every three seconds; longer silence, in milliseconds, means trouble. */
const SILENT_MS = 4_500;

/** A first connection that takes longer, in milliseconds, is none. */
const CONNECTING_MS = 3_000;

/** Keeps what is needed to tell. All times are in milliseconds of the same clock. */
export class LinkQualityMeter {
  #born: number | undefined;
  #connected: boolean | undefined;
  #heardAt = 0;
  #waitingSince: number | undefined;
  #answeredIn = 0;

  /** The room came or went. */
  connected(now: number, connected: boolean): void {
    this.#connected = connected;
    this.#heardAt = now;
    this.#waitingSince = undefined;
    this.#answeredIn = 0;
  }

  /** A command went out; the room will answer with its state. */
  sent(now: number): void {
    if (this.#connected) this.#waitingSince ??= now;
  }

  /** The room said something. */
  heard(now: number, isState: boolean): void {
    this.#heardAt = now;
    if (!isState || this.#waitingSince === undefined) return;
    this.#answeredIn = now - this.#waitingSince;
    this.#waitingSince = undefined;
  }

  /** @param kept whether the room's log is kept, as far as is known */
  quality(now: number, kept = true): Link {
    this.#born ??= now;
    if (this.#connected === undefined) return now - this.#born < CONNECTING_MS ? 'connecting' : 'lost';
    if (!this.#connected) return 'lost';
    const waiting = this.#waitingSince === undefined ? 0 : now - this.#waitingSince;
    const slow = Math.max(waiting, this.#answeredIn) > SLOW_MS || now - this.#heardAt > SILENT_MS;
    if (slow) return 'slow';
    return kept ? 'good' : 'unlogged';
  }
}
