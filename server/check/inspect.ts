/** Everything that one deck alone can be found wrong with, and what other decks need to know of it. */
import { DeckError, type Diagnostic } from '../deck/model/diagnostic.ts';
import { isSwitchedOn } from '../deck/settings/switches.ts';
import { createFinder } from '../deck/text/finder.ts';
import type { DeckFiles } from '../files/discover.ts';
import type { OpenSite } from '../site/load.ts';
import { checks } from './checks.ts';
import type { Outline, SlideLink } from './deck/links.ts';
import { openDeck } from './deck/open-deck.ts';
import { outlineOf, slideLinks } from './deck/slide-links.ts';

/** What was found in a deck, as plain values that can be kept on disk. */
export interface Inspection {
  readonly diagnostics: readonly Diagnostic[];
  readonly outline: Outline;
  /** Links to slides that deserve a message if they are broken. */
  readonly links: readonly SlideLink[];
}

/** Inspects a deck; undefined where it can't be parsed, which compiling it has told. */
export async function inspectDeck(files: DeckFiles, site: OpenSite): Promise<Inspection | undefined> {
  try {
    const { deck, switches } = await openDeck(files, site);
    const diagnostics: Diagnostic[] = [];
    for (const check of checks) {
      // Whoever looks for words a second time finds the second ones, so each check starts afresh.
      const slides = deck.slides.map((one) => ({ ...one, find: createFinder(one.slide) }));
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
