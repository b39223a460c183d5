/** Columns with their pictures looked at, as a running server knows them from one save to the next. */
import type { RenderedStack } from '../deck/model.ts';
import { RecentList } from '../deck/recent-list.ts';

/** The HTML of a slide, or the tag around a column, in the two forms of `DeckPictures` in deck-pictures.ts. */
export interface LookedSlide {
  readonly sized: string;
  readonly offered: string;
  /** Addresses of the pictures on it and behind it. */
  readonly shown: readonly string[];
  /** Whether it leaves browsers a choice of files behind it. */
  readonly leavesChoice: boolean;
}

/** A column with the tag around it and its slides looked at. */
export interface LookedColumn {
  readonly around: LookedSlide;
  readonly slides: readonly LookedSlide[];
  /** The same of all of them. */
  readonly shown: readonly string[];
  readonly leavesChoice: boolean;
}

/** The columns of a deck that is looked at again and again. */
export class LookedColumns extends RecentList<RenderedStack, LookedColumn> {
  constructor() {
    super(
      (before, after) =>
        before.open === after.open &&
        before.slides.length === after.slides.length &&
        before.slides.every(({ html }, v) => html === after.slides[v]?.html),
    );
  }
}
