/** Filters accidental second taps. Pure. */

/** Milliseconds within which a second tap on the same button is an accident. */
const ACCIDENT_MS = 250;

/** Remembers the last tap. */
export class TapFilter {
  #last = '';
  #at = Number.NEGATIVE_INFINITY;

  /** Returns whether a tap on this button at this time, in milliseconds, is intended. */
  accepts(button: string, now: number): boolean {
    if (button === this.#last && now - this.#at < ACCIDENT_MS) return false;
    this.#last = button;
    this.#at = now;
    return true;
  }
}
