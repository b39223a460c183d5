/** Caching versions of the functions that compile the parts of a deck. */

import { DeckCache } from '../deck/cache/deck-cache.ts';
import { GenerationalCache } from '../deck/cache/generational-cache.ts';
import { type CompileFunctions, compileFunctions } from './functions.ts';
import type { CompiledCover } from './model/compiled.ts';
import type { SeenSlide } from './pictures/look-at-slide.ts';
import { coverKey } from './views/compile-cover.ts';

/** Keeps the compiled parts of one deck from one compilation to the next, for two generations. */
export class CompileCache extends DeckCache implements CompileFunctions {
  readonly #seen = new GenerationalCache<SeenSlide>();
  readonly #covers = new GenerationalCache<Promise<CompiledCover>>();
  readonly #hashes = new GenerationalCache<string>();

  readonly lookAtSlide: CompileFunctions['lookAtSlide'] = (html, pictures) =>
    this.#seen.getOrMake(html, () => compileFunctions.lookAtSlide(html, pictures), pictures.key);

  readonly compileCover: CompileFunctions['compileCover'] = (deck, context) =>
    this.#covers.getOrMake(coverKey(deck, context), () => compileFunctions.compileCover(deck, context));

  readonly hash: CompileFunctions['hash'] = (text) =>
    this.#hashes.getOrMake(text, () => compileFunctions.hash(text));

  override nextGeneration(): void {
    super.nextGeneration();
    for (const cache of [this.#seen, this.#covers, this.#hashes]) cache.nextGeneration();
  }
}
