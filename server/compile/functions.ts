/** The functions in which compiling a deck spends most of its time. A running server replaces them by cached ones. */

import type { DeckFunctions } from '../deck/cache/deck-cache.ts';
import { SlideRenderer } from '../deck/slide/renderer.ts';
import { splitFunctions } from '../deck/source/slides.ts';
import { contentHash } from '../files/hash.ts';
import { lookAtSlide } from './pictures/look-at-slide.ts';
import { compileCover } from './views/compile-cover.ts';

/** Pure functions: their results depend on nothing but their arguments, so that they can be cached. */
export interface CompileFunctions extends DeckFunctions {
  readonly lookAtSlide: typeof lookAtSlide;
  readonly compileCover: typeof compileCover;
  readonly hash: (text: string) => string;
}

export const compileFunctions: CompileFunctions = {
  ...splitFunctions,
  createRenderer: (deck, context) => new SlideRenderer(deck, context),
  lookAtSlide,
  compileCover,
  hash: (text) => contentHash(text),
};
