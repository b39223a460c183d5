/** The stand-in for a deck that could not be compiled. */

import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { Audience, Switches } from '../../deck/model/settings.ts';
import type { CompiledDeck, DeckFacts } from './compiled.ts';

/** What is known of a deck that could not be compiled. */
export interface FailedDeck {
  readonly facts: Pick<DeckFacts, 'name'> & Partial<DeckFacts>;
  /** How open it is; `shown-only` where it cannot say so: what may be private stays shut. */
  readonly audience: Audience;
  /** Rules that its settings have switched off. */
  readonly check: Switches;
  /** Why it could not be compiled, in words for the terminal and as data. */
  readonly error: string;
  readonly diagnostic: Diagnostic;
}

/** A deck without slides, of which little is known. */
export function failedDeck({ facts, audience, check, error, diagnostic }: FailedDeck): CompiledDeck {
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
    check,
    reads: [],
    slides: 0,
    shelf: JSON.stringify(facts),
    revision: '',
    notes: '',
    audience,
    page: undefined,
    held: undefined,
    speaker: undefined,
    cover: undefined,
    assets: [],
    packages: [],
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
