/** The first half of rendering a deck: parses its slides, drops hidden ones, and chooses an id for each. */

import type { Deck, Slide, Stack } from '../model/deck.ts';
import { DeckError, type Diagnostic } from '../model/diagnostic.ts';
import type { SlideSwitches } from '../model/settings.ts';
import { hides } from '../privacy/private-parts.ts';
import { createFinder } from '../text/finder.ts';
import { warnOf } from './draft.ts';
import { assignIds } from './ids.ts';
import { keepIds, type PreviousDeck } from './match-ids.ts';
import type { StartedSlide } from './renderer.ts';

/** Warnings about slides, and the slides' switches. */
export interface Told {
  readonly warnings: Diagnostic[];
  readonly switches: SlideSwitches[];
}

/** A column whose slides were parsed. */
export interface StartedStack<S extends StartedSlide = StartedSlide> {
  readonly stack: Stack;
  readonly slides: readonly S[];
}

/**
 * Parses all slides, and returns those that are not hidden.
 * @throws DeckError if all slides are hidden
 */
export function startStacks<S extends StartedSlide>(
  deck: Deck,
  renderer: { readonly start: (slide: Slide) => S },
  { warnings, switches }: Told,
): StartedStack<S>[] {
  const stacks: StartedStack<S>[] = [];
  for (const stack of deck.stacks) {
    if (hides(stack.attributes['data-visibility'])) continue;
    const slides: S[] = [];
    for (const slide of stack.slides) {
      const started = renderer.start(slide);
      for (const warning of started.facts.warnings) warnings.push(warning);
      for (const switched of started.facts.switches) switches.push(switched);
      if (!started.facts.hidden) slides.push(started);
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
 * Chooses an id for each slide, in order; none is the id of another element. `previous` is the deck before an edit,
 * whose ids are kept.
 */
export function chooseIds(
  stacks: readonly StartedStack[],
  previous: PreviousDeck | undefined,
  warnings: Diagnostic[],
): readonly string[] {
  const started = stacks.flatMap(({ slides }) => slides);
  const facts = started.map((each) => each.facts);
  const before = previous?.stacks.flatMap((stack) => stack.slides) ?? [];
  const others = new Set<string>();
  for (const { stack } of stacks) if (stack.attributes.id !== undefined) others.add(stack.attributes.id);
  for (const { ids } of facts) for (const id of ids) others.add(id);
  const ids = assignIds(facts, { previous: keepIds(before, facts), others });
  for (const [
    i,
    {
      slide,
      facts: { ownId },
    },
  ] of started.entries()) {
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
