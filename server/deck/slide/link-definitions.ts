/** Collects link definitions: a slide may use those of every slide from the same file. */

import { maskVariables, variablesOf } from '../features/variables/variables.ts';
import { type Links, linkDefinitions } from '../markdown/markdown.ts';
import type { Deck, Slide } from '../model/deck.ts';

/** Link definitions by file; those of the deck's own slides are under `undefined`. */
export type DeckLinks = ReadonlyMap<string | undefined, Links>;

/** Returns the link definitions of a deck and of the files that it includes; none for decks in the 2013 dialect. */
export function linksOf(deck: Deck): DeckLinks {
  if (deck.settings.markdown === '2013') return new Map();
  const own = deck.stacks.flatMap(({ slides }) => slides).filter(({ base }) => base === undefined);
  const files = [[undefined, own] as const, ...(deck.included ?? [])];
  return new Map(files.map(([file, slides]) => [file, linkDefinitions(definitionsOf(slides, deck))]));
}

/** Returns the link definitions for a slide: those of its own file go before those of files included on it. */
export function linksFor({ base, runs = [] }: Slide, links: DeckLinks): Links {
  const files = [base, ...runs.map(({ file }) => file)];
  return Object.assign({}, ...files.toReversed().map((file) => links.get(file) ?? {}));
}

/** Returns the Markdown of the slides that contain link definitions, joined. */
function definitionsOf(slides: readonly Slide[], { settings }: Deck): string {
  return slides
    .filter(
      (slide) =>
        slide.format === 'markdown' &&
        slide.source.includes(']:') &&
        /^ {0,3}\[[^\]\n]+\]:/m.test(slide.source),
    )
    .map((slide) => (variablesOf(slide, settings) ? maskVariables(slide.source) : slide.source))
    .join('\n\n');
}
