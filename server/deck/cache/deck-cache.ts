/** The functions that parse and render the parts of a deck, reusing earlier results. */

import type { CreateRenderer } from '../slide/renderer.ts';
import { type NotedText, splitNotes } from '../source/notes.ts';
import type { SplitFunctions } from '../source/slides.ts';
import { readSegment, type Segment } from '../source/split-tokens.ts';
import { SlideCache } from './cached-renderer.ts';
import { GenerationalCache } from './generational-cache.ts';

/** The functions that take most of the time of compiling a deck. */
export interface DeckFunctions extends SplitFunctions {
  readonly createRenderer: CreateRenderer;
}

/** Keeps the parts of one deck from one compilation to the next, so that an edit costs only what it changes. */
export class DeckCache implements DeckFunctions {
  readonly #segments = new GenerationalCache<Segment>();
  readonly #notes = new GenerationalCache<NotedText>();
  readonly #slides = new SlideCache();

  readonly readSegment: DeckFunctions['readSegment'] = (text, isLast, reading) =>
    this.#segments.getOrMake(text, () => readSegment(text, isLast, reading), isLast ? 'last' : '');

  readonly splitNotes: DeckFunctions['splitNotes'] = (text, options) =>
    this.#notes.getOrMake(
      text,
      () => splitNotes(text, options),
      `${options.separator ?? ''}\n${options.dialect ?? ''}`,
    );

  readonly createRenderer: CreateRenderer = (deck, context) => this.#slides.createRenderer(deck, context);

  /** Drops what the last two compilations did not use. Must be called at the end of a compilation. */
  nextGeneration(): void {
    this.#segments.nextGeneration();
    this.#notes.nextGeneration();
    this.#slides.nextGeneration();
  }
}
