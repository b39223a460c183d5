/**
 * Turns the stack overflow caused by deeply nested input, or by an extremely long line, into a message for its author.
 */
import { DeckError } from './diagnostic.ts';

/**
 * Runs `work` on input that begins at `place`.
 * @throws DeckError if the input is nested too deeply
 */
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
