/** Turns the stack overflow of deeply nested input, or of a line beyond all measure, into a message for its author. */
import { DeckError } from './diagnostic.ts';

/** Does some work on what begins at a place. @throws DeckError where it is nested too deeply. */
export function shallow<T>(place: { readonly file: string; readonly line: number }, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DeckError({
      file: place.file,
      line: place.line,
      column: 1,
      rule: 'deep-nesting',
      reason: 'what begins here is nested too deeply, or has too long a line, to be read',
      hint: 'Look for quotes, lists or tags opened over and over, and for a line of millions of characters.',
    });
  }
}
