/** Ids that two elements of a deck have. */

import { attribute, elements } from '../../deck/html/tree.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { type CheckedDeck, onSlide } from '../deck/model.ts';

/** Footnotes get their slide's id in front later. */
const LATER = /^footnote-/;

/** Slides' own ids are told of when they are compiled. */
export function* duplicateIds({ slides }: CheckedDeck): Iterable<Diagnostic> {
  const seen = new Set(slides.map(({ id }) => id));
  for (const slide of slides) {
    for (const element of elements(slide.section)) {
      const id = attribute(element, 'id');
      if (id === undefined || id === '' || LATER.test(id)) continue;
      if (seen.has(id)) {
        const reason = `the id \`${id}\` is another element’s`;
        const hint = 'Links and styles find only the first; choose another.';
        yield onSlide(slide, { rule: 'duplicate-id', reason, hint }, `id="${id}"`, `#${id}`, id);
      }
      seen.add(id);
    }
  }
}
