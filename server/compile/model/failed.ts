/** The stand-in for a deck that could not be compiled. */

import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { DeckFacts, FailedDeck } from './compiled.ts';

/** Makes it of what is known. */
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
  return { ...known, facts: { ...unknown, ...facts }, reads: [], diagnostics: [diagnostic] };
}
