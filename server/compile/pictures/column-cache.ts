/** What was worked out a moment ago of a deck's columns, as a running server keeps it from one save to the next. */

import { RecentList } from '../../deck/cache/list.ts';
import type { RenderedSlide, RenderedStack } from '../../deck/model/deck.ts';

/** Values of columns that depend on the tag around a column and on one thing of each of its slides. */
export class RecentColumns<V> extends RecentList<RenderedStack, V> {
  constructor(of: keyof Pick<RenderedSlide, 'id' | 'html'>) {
    super(
      (before, after) =>
        before.open === after.open &&
        before.slides.length === after.slides.length &&
        before.slides.every((slide, v) => slide[of] === after.slides[v]?.[of]),
    );
  }
}
