/** Tells meant taps from accidental second ones. Pure. */

/** A second tap on the same button within as many milliseconds is an accident. */
const ACCIDENT_MS = 250;

/** Answers whether a tap counts. */
export class TapFilter {
  #last = '';
  #at = Number.NEGATIVE_INFINITY;

  /** Whether a tap on this button at this time, in milliseconds, is meant. */
  accepts(button: string, now: number): boolean {
    if (button === this.#last && now - this.#at < ACCIDENT_MS) return false;
    this.#last = button;
    this.#at = now;
    return true;
  }
}
