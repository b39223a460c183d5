/** Reports labels that two equations share: references to them show the number of the last. */

import { formulasOf } from '../../deck/features/math/syntax.ts';
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';

const LABEL = /\\label\s*\{([^{}]*)\}/g;

export function* equationLabels({ slides }: CheckedDeck): Iterable<Diagnostic> {
  const seen = new Set<string>();
  for (const slide of slides) {
    for (const [written, name = ''] of formulasOf(slide.section).flatMap(({ tex }) => [
      ...tex.matchAll(LABEL),
    ])) {
      // Every occurrence must be searched, since a repeated search finds the next one, which is the duplicate.
      const found = onSlide(slide, { rule: 'math', ...twice(written) }, written);
      if (seen.has(name)) yield found;
      seen.add(name);
    }
  }
}

function twice(written: string): Omit<Finding, 'rule'> {
  return {
    reason: `\`${written}\` is another equation’s, too`,
    hint: 'References show the number of the last; give each equation a label of its own.',
  };
}
