/** The first half of a deck: the slides that are not hidden, read, and an id for each. */

import type { Deck, Stack } from '../model/deck.ts';
import { DeckError, type Diagnostic } from '../model/diagnostic.ts';
import { hides } from '../privacy/private-parts.ts';
import { createFinder } from '../text/finder.ts';
import { warnOf } from './draft.ts';
import { assignIds } from './ids.ts';
import { type FormerSlide, keepIds } from './match-ids.ts';
import type { SlideRenderer, SlideWork, Told } from './renderer.ts';

/** A column of slides at work. */
export interface StackWork {
  readonly stack: Stack;
  readonly slides: readonly SlideWork[];
}

/** A deck as it was rendered before an edit. */
export interface PreviousDeck {
  readonly stacks: readonly { readonly slides: readonly FormerSlide[] }[];
}

/** Starts to render the slides that are not hidden. @throws DeckError where all are. */
export function startStacks(deck: Deck, renderer: SlideRenderer, told: Told): StackWork[] {
  const stacks: StackWork[] = [];
  for (const stack of deck.stacks) {
    if (hides(stack.attributes['data-visibility'])) continue;
    const slides: SlideWork[] = [];
    for (const slide of stack.slides) {
      const work = renderer.start(slide, told);
      if (!work.known.facts.hidden) slides.push(work);
    }
    if (slides.length > 0) stacks.push({ stack, slides });
  }
  if (stacks.length > 0) return stacks;
  throw new DeckError({
    file: deck.file,
    line: deck.stacks[0]?.slides[0]?.line ?? 1,
    column: 1,
    rule: 'no-slides',
    reason: 'every slide of this deck is hidden',
    hint: 'Take `data-visibility="hidden"` away from at least one slide.',
  });
}

/**
 * An id for each slide, in order; none is that of another element. `previous` is the deck before an edit, whose ids slides
 * keep.
 */
export function chooseIds(
  stacks: readonly StackWork[],
  previous: PreviousDeck | undefined,
  warnings: Diagnostic[],
): readonly string[] {
  const works = stacks.flatMap(({ slides }) => slides);
  const facts = works.map(({ known }) => known.facts);
  const before = previous?.stacks.flatMap((stack) => stack.slides) ?? [];
  const others = new Set<string>();
  for (const { stack } of stacks) if (stack.attributes.id !== undefined) others.add(stack.attributes.id);
  for (const { ids } of facts) for (const id of ids) others.add(id);
  const ids = assignIds(facts, { former: keepIds(before, facts), others });
  for (const [i, { slide, known }] of works.entries()) {
    const { ownId } = known.facts;
    if (ownId === undefined || ids[i] === ownId) continue;
    warnOf(
      { find: createFinder(slide) },
      warnings,
      {
        rule: 'duplicate-id',
        reason: `the id \`${ownId}\` is another slide’s`,
        hint: `It is \`${ids[i]}\` here; choose another.`,
      },
      ownId,
    );
  }
  return ids;
}
