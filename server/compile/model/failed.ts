/** The stand-in for a deck that does not compile. */

import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { DeckFacts, FailedDeck } from './compiled.ts';

/** Creates the stand-in from what is known of the deck, with defaults for the rest. */
export function failedDeck({
  facts,
  diagnostic,
  ...known
}: Pick<FailedDeck, 'audience' | 'check' | 'error'> & {
  readonly facts: Pick<DeckFacts, 'name'> & Partial<DeckFacts>;
  readonly diagnostic: Diagnostic;
}): FailedDeck {
  const unknown = {
    title: facts.name,
    description: '',
    date: '',
    venue: '',
    speakers: [],
    lang: 'en',
    unlisted: false,
  };
  return { ...known, facts: { ...unknown, ...facts }, reads: [], opened: [], diagnostics: [diagnostic] };
}
