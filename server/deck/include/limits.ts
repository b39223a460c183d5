/** Limits on how much a deck includes. */

import type { Slide } from '../model/deck.ts';
import type { DeckError } from '../model/diagnostic.ts';

/** The deepest chain of files that include one another; deeper ones are mistakes. */
export const MAX_DEPTH = 12;

/** The most slides that a deck includes: files that include others twice grow exponentially. */
const MAX_SLIDES = 5000;

/** The most characters that a deck includes, for the same reason; an hour's talk has about ten thousand. */
const MAX_CHARACTERS = 5_000_000;

/** Creates an error at the place of the include that exceeds a limit. */
type Fail = (reason: string, hint: string) => DeckError;

/** Counts what one deck includes. */
export class IncludeCount {
  #slides = 0;
  #characters = 0;

  /**
   * Counts slides and their characters.
   * @throws what `fail` returns, if a limit is exceeded
   */
  addSlides(slides: readonly Slide[], fail: Fail): void {
    this.#slides += slides.length;
    this.addCharacters(
      slides.reduce((sum, { source, notes }) => sum + source.length + notes.length, 0),
      fail,
    );
  }

  /**
   * Counts characters.
   * @throws what `fail` returns, if a limit is exceeded
   */
  addCharacters(characters: number, fail: Fail): void {
    this.#characters += characters;
    const isTooMany = this.#slides > MAX_SLIDES;
    if (!isTooMany && this.#characters <= MAX_CHARACTERS) return;
    throw fail(
      `this deck includes more than ${isTooMany ? `${MAX_SLIDES} slides` : `${MAX_CHARACTERS / 1_000_000} million characters`}`,
      'Look for files that include the same file over and over.',
    );
  }
}
