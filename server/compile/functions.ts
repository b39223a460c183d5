/** The functions that take most of the time of compiling a deck: a server that compiles it again replaces them by cached ones. */

import type { DeckFunctions } from '../deck/cache/deck-cache.ts';
import { SlideRenderer } from '../deck/slide/renderer.ts';
import { splitFunctions } from '../deck/source/slides.ts';
import { contentHash } from '../files/hash.ts';
import { lookAtSlide } from './pictures/look-at-slide.ts';
import { compileCover } from './views/compile-cover.ts';

/** Each depends on nothing but its arguments. */
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
