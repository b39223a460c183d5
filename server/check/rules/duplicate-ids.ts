/** Reports ids that two elements of a deck share. */

import { attribute, elements } from '../../deck/html/tree.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';

/** Footnotes get their slide's id as a prefix later. */
const LATER = /^footnote-/;

/** Yields duplicate ids; slides' own ids are checked when compiling. */
export function* duplicateIds({ slides }: CheckedDeck): Iterable<Diagnostic> {
  const seen = new Set(slides.map(({ id }) => id));
  for (const slide of slides) {
    for (const element of elements(slide.section)) {
      const id = attribute(element, 'id');
      if (id === undefined || id === '' || LATER.test(id)) continue;
      const reason = `the id \`${id}\` is another element’s`;
      const hint = 'Links and styles find only the first; choose another.';
      // Searched for every element, so that the next one of this id finds its own place.
      const told = onSlide(slide, { rule: 'duplicate-id', reason, hint }, `id="${id}"`, `#${id}`, id);
      if (seen.has(id)) yield told;
      seen.add(id);
    }
  }
}
