/** What is known of one deck from its last compilations: handed to the compiler by whoever compiles it again and again. */

import { Recent } from './cache/generations.ts';
import type { KnownSlide, SlideCache } from './slide/rendered.ts';
import type { NotedText } from './source/notes.ts';
import type { SplitCache } from './source/slides.ts';
import type { Segment } from './source/split-tokens.ts';

/** What is known of one deck's parts, so that an edit costs what it changes. */
export class DeckRecent implements SplitCache, SlideCache {
  readonly segments = new Map<string, readonly Segment[]>();
  readonly notes = new Recent<NotedText>();
  #slides = new Recent<KnownSlide>();
  #common = '';

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
