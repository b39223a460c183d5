/** What rendering a slide tells beside its HTML, and what it needs to know of its place in the deck. */

import type { OwnLines } from '../features/headers-footers/headers-footers.ts';
import type { TableFacts } from '../features/layouts/tables.ts';
import type { MathPlace } from '../features/math/deck-formulas.ts';
import type { Formula } from '../features/math/tex.ts';
import type { Reference, RenderedSlide } from '../model/deck.ts';
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
