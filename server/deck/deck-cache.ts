/** What is known of one deck from its last compilations: handed to the compiler by whoever compiles it again and again. */

import { Recent } from './cache/generations.ts';
import type { KnownSlide } from './slide/rendered.ts';
import type { NotedText } from './source/notes.ts';
import type { Segment } from './source/split-tokens.ts';

/** What is known of one deck's parts, so that an edit costs what it changes. */
export class DeckRecent {
  /** Stretches of its text and of those that it includes, by file. */
  readonly segments = new Map<string, readonly Segment[]>();
  /** Slides parted from their notes. */
  readonly notes = new Recent<NotedText>();
  #slides = new Recent<KnownSlide>();
  #common = '';

  /** Rendered slides. `common` is all that every slide of the deck depends on: once it is another, none is known. */
  slides(common: string): Recent<KnownSlide> {
    if (common !== this.#common) this.#slides = new Recent();
    this.#common = common;
    return this.#slides;
  }

  /** A deck was compiled to its end. */
  turn(): void {
    this.notes.turn();
    this.#slides.turn();
  }
}
