/** Inspects a deck: everything that can be checked in it alone, and what other decks need of it. */
import { DeckError, type Diagnostic } from '../deck/model/diagnostic.ts';
import { isSwitchedOn } from '../deck/settings/switches.ts';
import { createFinder } from '../deck/text/finder.ts';
import type { DeckFiles } from '../files/deck-files.ts';
import type { OpenSite } from '../site/load.ts';
import { checks } from './checks.ts';
import type { Outline, SlideLink } from './deck/link-targets.ts';
import { openDeck } from './deck/open-deck.ts';
import { outlineOf, slideLinks } from './deck/slide-links.ts';

/** The results for a deck, as plain values for the cache. */
export interface Inspection {
  readonly diagnostics: readonly Diagnostic[];
  readonly outline: Outline;
  /** Links to slides for which broken ones are to be reported. */
  readonly links: readonly SlideLink[];
}

/** Inspects a deck; undefined where it cannot be parsed, which compiling has reported. */
export async function inspectDeck(files: DeckFiles, site: OpenSite): Promise<Inspection | undefined> {
  try {
    const { deck, switches } = await openDeck(files, site);
    const diagnostics: Diagnostic[] = [];
    for (const check of checks) {
      // Each check gets a fresh finder, since a repeated search finds the next occurrence. None is about code.
      const slides = deck.slides.map((one) => ({
        ...one,
        find: createFinder(one.slide, { passesCode: true }),
      }));
      for await (const diagnostic of check({ ...deck, slides })) diagnostics.push(diagnostic);
    }
    return {
      diagnostics: diagnostics.filter((diagnostic) => isSwitchedOn(diagnostic, switches)),
      outline: outlineOf(deck),
      links: slideLinks(deck).filter(({ place }) =>
        isSwitchedOn({ ...place, rule: 'broken-link', reason: '', hint: '' }, switches),
      ),
    };
  } catch (error) {
    if (error instanceof DeckError) return undefined;
    throw error;
  }
}
