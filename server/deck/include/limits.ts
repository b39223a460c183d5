/** How much a deck may include. */

import type { Slide } from '../model/deck.ts';
import type { DeckError } from '../model/diagnostic.ts';

/** Files that include one another deeper than this were not meant to. */
export const MAX_DEPTH = 12;

/** Slides that one deck may include: files that include each other twice grow beyond measure. */
const MAX_SLIDES = 5000;

/** Characters that one deck may include, for the same reason: a talk of an hour has some ten thousand. */
const MAX_CHARACTERS = 5_000_000;

/** Makes an error at the place of what includes too much. */
type Fail = (reason: string, hint: string) => DeckError;

/** Counts what one deck includes. */
export class IncludeCount {
  #slides = 0;
  #characters = 0;

  /** @throws what `fail` makes, where it is too much. */
  addSlides(slides: readonly Slide[], fail: Fail): void {
    this.#slides += slides.length;
    this.addCharacters(
      slides.reduce((sum, { source, notes }) => sum + source.length + notes.length, 0),
      fail,
    );
  }

  /** @throws what `fail` makes, where it is too much. */
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
