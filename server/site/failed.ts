/** The stand-in for a deck that could not be compiled. */
import type { Diagnostic } from '../deck/error.ts';
import type { CompiledDeck, DeckFacts } from './compiled.ts';

/** A deck without slides, of which little is known. */
export function failedDeck(
  facts: Pick<DeckFacts, 'name'> & Partial<DeckFacts>,
  error: string,
  diagnostic: Diagnostic,
): CompiledDeck {
  const unknown = {
    title: facts.name,
    description: '',
    date: '',
    venue: '',
    speakers: [],
    lang: 'en',
    unlisted: false,
  };
  return {
    facts: { ...unknown, ...facts },
    reads: [],
    slides: 0,
    shelf: JSON.stringify(facts),
    revision: '',
    notes: '',
    audience: 'free',
    page: undefined,
    held: undefined,
    speaker: undefined,
    cover: undefined,
    assets: [],
    named: [],
    missing: [],
    borrowed: [],
    pictures: [],
    unmade: [],
    made: [],
    included: [],
    awaited: [],
    outside: [],
    warnings: [],
    error,
    diagnostics: [diagnostic],
  };
}
