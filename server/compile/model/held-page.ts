/** The page of a deck that holds back, in parts: what it is sent from as far as it was shown. */
import type { Piece } from '../../deck/model/pieces.ts';
import type { PageParts } from '../../pages/deck-page.ts';

/** A page in parts, so that one with less in it can be put together at no cost. Plain data. */
export interface HeldPage extends PageParts {
  /** The deck's address: `/talk/`. */
  readonly home: string;
  readonly revision: string;
  readonly columns: readonly HeldColumn[];
  /** Addresses that the deck's styles name. */
  readonly files: readonly HeldFile[];
  /** The page's Content-Security-Policy. */
  readonly policy: string;
}

/** A column's slides, and the opening tag around them; empty for none. */
export interface HeldColumn {
  readonly open: string;
  /** Addresses in that tag. */
  readonly files: readonly HeldFile[];
  readonly slides: readonly HeldSlide[];
}

/** A slide, to be sent as far as it was shown. */
export interface HeldSlide {
  readonly id: string;
  readonly pieces: readonly Piece[];
  readonly files: readonly HeldFile[];
}

/** An address of the site, and the step with which it may be asked for; −1 for that of the slide itself. */
export type HeldFile = readonly [address: string, step: number];
