/** A renderer that reuses slides rendered earlier, since most slides of an edited deck are unchanged. */

import { castPath, isCastAddress } from '../features/casts/casts.ts';
import type { Deck, Resolve, Slide } from '../model/deck.ts';
import type { Finished, SlideFacts, SlidePlace } from '../slide/rendered.ts';
import { type Renderer, type RendererContext, SlideRenderer, type StartedSlide } from '../slide/renderer.ts';
import { GenerationalCache } from './generational-cache.ts';

/** A slide as rendered earlier. */
interface KnownSlide {
  /** Its line at that time, from which the lines of warnings in its facts are counted. */
  readonly line: number;
  readonly facts: SlideFacts;
  /** The last result of serializing it, and the place in the deck that this was for. */
  finished?: { readonly place: SlidePlace; readonly result: Finished };
}

/** Keeps a deck's rendered slides from one compilation to the next. */
export class SlideCache {
  #slides = new GenerationalCache<KnownSlide>();
  #common = '';

  /** Creates a renderer with the results of `SlideRenderer`. Changed settings or link definitions empty the cache. */
  createRenderer(deck: Deck, context: RendererContext): Renderer {
    const renderer = new SlideRenderer(deck, context);
    const common = JSON.stringify([deck.settings, [...renderer.links]]);
    if (common !== this.#common) this.#slides = new GenerationalCache();
    this.#common = common;
    const slides = this.#slides;
    return {
      start(slide) {
        let started: StartedSlide | undefined;
        const known = slides.getOrMake(
          slide.source,
          (): KnownSlide => {
            started = renderer.start(slide);
            return { line: slide.line, facts: started.facts };
          },
          aroundSource(slide, deck),
        );
        return {
          slide,
          facts: movedFacts(known.facts, slide.line - known.line),
          finish: (place, resolve) => reuse(known, slide, place, resolve, context) ?? finish(place, resolve),
        };
        async function finish(place: SlidePlace, resolve: Resolve): Promise<Finished> {
          const result = await (started ?? renderer.start(slide)).finish(place, resolve);
          known.finished = { place, result };
          return result;
        }
      },
    };
  }

  nextGeneration(): void {
    this.#slides.nextGeneration();
  }
}

/**
 * Returns everything about a slide except its source and line, as a cache key. For most slides that is their notes: the
 * same string as before.
 */
function aroundSource(slide: Slide, { file }: Pick<Deck, 'file'>): string {
  if (isPlain(slide) && slide.file === file) return slide.notes;
  const { source: _source, line: _line, notes, ...more } = slide;
  return `${notes}\n${JSON.stringify(more)}`;
}

/** Returns whether a slide consists only of its Markdown and its notes. */
function isPlain({ format, attributes, written, base, runs, vars }: Slide): boolean {
  const isWhole = written === undefined && base === undefined && runs === undefined && vars === undefined;
  return format === 'markdown' && isWhole && Object.keys(attributes).length === 0;
}

/** Returns the facts of a slide that has moved down by `by` lines. */
function movedFacts(facts: SlideFacts, by: number): SlideFacts {
  if (by === 0 || (facts.warnings.length === 0 && facts.switches.length === 0)) return facts;
  return { ...facts, warnings: moved(facts.warnings, by), switches: moved(facts.switches, by) };
}

function moved<T extends { readonly line: number }>(told: readonly T[], by: number): readonly T[] {
  return by === 0 ? told : told.map((each) => ({ ...each, line: each.line + by }));
}

/** Returns the earlier result if the slide's place is the same and its addresses resolve as before; else undefined. */
function reuse(
  { finished }: KnownSlide,
  slide: Slide,
  place: SlidePlace,
  resolve: Resolve,
  { read }: RendererContext,
): Finished | undefined {
  if (!finished || !isSamePlace(finished.place, place)) return undefined;
  const { result } = finished;
  const by = slide.line - result.slide.line;
  const addresses =
    by === 0
      ? result.addresses
      : result.addresses.map(({ reference, resolved }) => ({
          reference: { ...reference, line: reference.line + by },
          resolved,
        }));
  for (const { reference, resolved } of addresses) if (resolve(reference) !== resolved) return undefined;
  // `read` records which files the deck depends on, so it is called even though the text is not needed: the deck is
  // stale once one of them changes.
  for (const { reference } of addresses) if (isCastAddress(reference.url)) read?.(castPath(reference.url));
  if (by === 0) return result;
  return {
    ...result,
    slide: { ...result.slide, line: slide.line },
    addresses,
    warnings: moved(result.warnings, by),
  };
}

function isSamePlace(one: SlidePlace, other: SlidePlace): boolean {
  const isSameSize = one.dense.size === other.dense.size;
  const isSameMath = one.math?.key === other.math?.key;
  const isSame = one.id === other.id && one.first === other.first && isSameSize && isSameMath;
  return isSame && [...one.dense].every((columns) => other.dense.has(columns));
}
