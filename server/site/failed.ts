/** The stand-in for a deck that could not be compiled. */
import type { CompiledDeck } from './compiled.ts';

/** A deck of which only the name is known. */
export function failedDeck(name: string): Omit<CompiledDeck, 'reads' | 'error'> {
  const facts = {
    name,
    title: name,
    description: '',
    date: '',
    venue: '',
    speakers: [],
    lang: 'en',
    unlisted: false,
  };
  const nothing = {
    page: undefined,
    held: undefined,
    speaker: undefined,
    cover: undefined,
    notes: [],
    fonts: [],
    named: [],
    borrowed: [],
    outside: [],
  };
  return { facts, slides: 0, revision: '', audience: 'free', duration: undefined, ...nothing, warnings: [] };
}
