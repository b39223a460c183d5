/**
 * Reports slides' ids that no link can name: reveal.js reads numbers as positions, and splits addresses at
 * slashes.
 */

import { attribute } from '../../deck/html/tree.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';

export function* slideIds({ slides }: CheckedDeck): Iterable<Diagnostic> {
  for (const slide of slides) {
    const id = attribute(slide.section, 'id');
    // By reveal.js 6.0.2, controllers/location.
    if (id === undefined || !(/^\d+(?:\/|$)/.test(id) || /\/-?\d+$/.test(id) || /\s/.test(id))) continue;
    const reason = `no link can lead to the id \`${id}\``;
    const hint = 'Begin it with a letter, and use no blanks and no slashes.';
    yield onSlide(slide, { rule: 'slide-id', reason, hint }, `id="${id}"`, `id='${id}'`, id);
  }
}
