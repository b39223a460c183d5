/** Keys that were turned away unjudged, so that one that comes back is told from one that is new. */
import { makeRoom } from './make-room.ts';

/** Milliseconds after which a key that comes again has come back: the sign-in page lets as many pass, a flood does not. */
const BACK_MS = 300;

/** Milliseconds after which a key that has not come back is forgotten. */
const SPAN = 30_000;

/** Keys remembered, by 43 letters each: all that a flood can bring in the time in which a page is back. */
const REMEMBERED = 20_000;

/** The keys that were turned away. */
export class TurnedAway {
  readonly #since = new Map<string, number>();

  /** Notes one, by its name. */
  add(name: string, now: number): void {
    const since = this.#since.get(name);
    if (since !== undefined && now - since < SPAN) return;
    this.#since.delete(name);
    makeRoom(this.#since, REMEMBERED);
    this.#since.set(name, now);
  }

  /** Whether one was turned away a while ago. Told once: if it is turned away again, it has to come back again. */
  isBack(name: string, now: number): boolean {
    const since = this.#since.get(name);
    if (since === undefined || now - since < BACK_MS) return false;
    this.#since.delete(name);
    return now - since < SPAN;
  }
}
