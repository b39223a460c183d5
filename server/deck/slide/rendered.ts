/** A slide as it was rendered before, with all that its rendering told: most slides of an edited deck are the same. */

import type { Recent } from '../cache/generations.ts';
import type { OwnLines } from '../features/headers-footers/headers-footers.ts';
import type { TableFacts } from '../features/layouts/tables.ts';
import type { MathPlace } from '../features/math/deck-formulas.ts';
import type { Formula } from '../features/math/tex.ts';
import type { Deck, Reference, RenderedSlide, Resolve, Slide } from '../model/deck.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Feature } from '../model/features.ts';
import type { SlideSwitches } from '../model/settings.ts';

/** What the deck needs to know of a slide before its id is chosen. */
export interface SlideFacts {
  readonly ownId: string | undefined;
  readonly heading: string | undefined;
  readonly hidden: boolean;
  /** All that the audience will see of it, before it is typeset. */
  readonly content: string;
  readonly fingerprint: string;
  /** In order, as they were written. */
  readonly formulas: readonly Formula[];
  /** Ids of the elements on it. */
  readonly ids: readonly string[];
  readonly tables: readonly TableFacts[];
  readonly warnings: readonly Diagnostic[];
  readonly switches: readonly SlideSwitches[];
}

/** A slide written out, with what was told on the way. */
export interface Finished {
  readonly slide: RenderedSlide;
  /** What it says of the lines that run through the deck. */
  readonly own: OwnLines;
  readonly features: readonly Feature[];
  /** Distinct characters by where they stand. */
  readonly characters: { readonly text: string; readonly code: string; readonly math: string };
  /** The addresses on it, and what each was turned into. */
  readonly addresses: readonly { readonly reference: Reference; readonly resolved: string }[];
  readonly warnings: readonly Diagnostic[];
}

/** What a slide gets from its deck; one with the same is written out the same. */
export interface SlidePlace {
  readonly id: string;
  /** It is the deck's first slide, whose pictures are fetched at once. */
  readonly first: boolean;
  /** How many columns its dense tables have. */
  readonly dense: ReadonlySet<number>;
  /** Absent where it has no formulas. */
  readonly math?: MathPlace | undefined;
}

/** A slide of some content. */
export interface KnownSlide {
  /** The line on which it stood then, by which its facts' warnings count. */
  readonly line: number;
  readonly facts: SlideFacts;
  /** As it was written out last, and for which place in the deck. */
  finished?: { readonly place: SlidePlace; readonly result: Finished };
}

/**
 * All that a slide is besides its source, but for where it stands. Of most that is their notes, the very string that it was
 * before.
 */
export function aroundSource(slide: Slide, { file }: Pick<Deck, 'file'>): string {
  if (isPlain(slide) && slide.file === file) return slide.notes;
  const { source: _source, line: _line, notes, ...more } = slide;
  return `${notes}\n${JSON.stringify(more)}`;
}

/** Whether there is nothing to a slide but its Markdown and its notes. */
function isPlain({ format, attributes, written, base, runs, vars }: Slide): boolean {
  const isWhole = written === undefined && base === undefined && runs === undefined && vars === undefined;
  return format === 'markdown' && isWhole && Object.keys(attributes).length === 0;
}

/** What was told of something at its former line, told of it at its present one. */
export function moved<T extends { readonly line: number }>(told: readonly T[], by: number): readonly T[] {
  return by === 0 ? told : told.map((each) => ({ ...each, line: each.line + by }));
}

function isSamePlace(one: SlidePlace, other: SlidePlace): boolean {
  const isSameSize = one.dense.size === other.dense.size;
  const isSameMath = one.math?.key === other.math?.key;
  const isSame = one.id === other.id && one.first === other.first && isSameSize && isSameMath;
  return isSame && [...one.dense].every((columns) => other.dense.has(columns));
}

/** A slide as it was written out, where it stands at this place and its addresses lead where they led; else undefined. */
export function reuse(
  known: KnownSlide,
  slide: Slide,
  place: SlidePlace,
  resolve: Resolve,
): Finished | undefined {
  const { finished } = known;
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
  if (by === 0) return result;
  return {
    ...result,
    slide: { ...result.slide, line: slide.line },
    addresses,
    warnings: moved(result.warnings, by),
  };
}

/** What is kept of a deck's slides, so that an edit costs what it changes. */
export interface SlideCache {
  /** Rendered slides. `common` is all that every slide of the deck depends on: once it is another, none is known. */
  slides(common: string): Recent<KnownSlide>;
}
