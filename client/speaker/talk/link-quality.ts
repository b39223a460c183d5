/** Measures the quality of the connection to the room. Pure. */

/** The states that the speaker needs to know. */
export type Link = 'connecting' | 'good' | 'unlogged' | 'slow' | 'lost';

/** Milliseconds from which a response is noticeably slow. */
const SLOW_MS = 600;

/** Milliseconds of silence that mean trouble: the room sends a heartbeat every three seconds. */
const SILENT_MS = 4_500;

/** Milliseconds after which a first connection has failed. */
const CONNECTING_MS = 3_000;

/** Measures from events. All times are milliseconds of the same clock. */
export class LinkQualityMeter {
  #born: number | undefined;
  #connected: boolean | undefined;
  #heardAt = 0;
  #waitingSince: number | undefined;
  #answeredIn = 0;

  /** Notes that the room is connected, or not. */
  connected(now: number, connected: boolean): void {
    this.#connected = connected;
    this.#heardAt = now;
    this.#waitingSince = undefined;
    this.#answeredIn = 0;
  }

  /** Notes that a command was sent; the room will respond with its state. */
  sent(now: number): void {
    if (this.#connected) this.#waitingSince ??= now;
  }

  /** Notes that a message was received. */
  heard(now: number, isState: boolean): void {
    this.#heardAt = now;
    if (!isState || this.#waitingSince === undefined) return;
    this.#answeredIn = now - this.#waitingSince;
    this.#waitingSince = undefined;
  }

  /** @param kept whether the room's log is stored, as far as is known */
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
