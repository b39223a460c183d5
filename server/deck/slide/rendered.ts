/** Results of rendering a slide besides its HTML, and what depends on the slide's place in the deck. */

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
  /** The HTML that the audience will see, before code and math are typeset. */
  readonly content: string;
  readonly fingerprint: string;
  /** Formulas as written, in document order. */
  readonly formulas: readonly Formula[];
  /** Ids of the elements on the slide. */
  readonly ids: readonly string[];
  readonly tables: readonly TableFacts[];
  readonly warnings: readonly Diagnostic[];
  readonly switches: readonly SlideSwitches[];
}

/** A serialized slide, with what was found on the way. */
export interface Finished {
  readonly slide: RenderedSlide;
  /** What the slide sets of the deck's headers and footers. */
  readonly own: OwnLines;
  readonly features: readonly Feature[];
  /** Distinct characters, by the kind of text that they are in. */
  readonly characters: { readonly text: string; readonly code: string; readonly math: string };
  /** The addresses on the slide, and what each was resolved to. */
  readonly addresses: readonly { readonly reference: Reference; readonly resolved: string }[];
  readonly warnings: readonly Diagnostic[];
}

/** What a slide's rendering takes from its deck. For an equal place the result is the same. */
export interface SlidePlace {
  readonly id: string;
  /** Whether it is the deck's first slide, whose images load at once. */
  readonly first: boolean;
  /** The column counts of its dense tables, whose text is set smaller. */
  readonly dense: ReadonlySet<number>;
  /** What formulas need from the deck; absent if the slide has none. */
  readonly math?: MathPlace | undefined;
}
