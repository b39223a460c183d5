/** The page of a held deck in parts, of which only those that were shown are sent. */
import type { Piece } from '../../deck/model/pieces.ts';
import type { PageParts } from '../../pages/deck-page.ts';

/** A page in parts, so that a page with only some of them can be assembled cheaply. Plain data. */
export interface HeldPage extends PageParts {
  /** The deck's address, such as `/talk/`. */
  readonly home: string;
  readonly revision: string;
  readonly columns: readonly HeldColumn[];
  /** Addresses that the deck's styles reference. */
  readonly files: readonly HeldFile[];
  /** The page's Content-Security-Policy. */
  readonly policy: string;
}

/** A column's slides. `open` is the opening tag around them; empty for none. */
export interface HeldColumn {
  readonly open: string;
  /** Addresses in that tag. */
  readonly files: readonly HeldFile[];
  readonly slides: readonly HeldSlide[];
}

/** A slide, cut into the pieces that its steps show. */
export interface HeldSlide {
  readonly id: string;
  readonly pieces: readonly Piece[];
  readonly files: readonly HeldFile[];
}

/** An address of the site, and the first step with which it may be requested; −1 for the slide itself. */
export type HeldFile = readonly [address: string, step: number];
