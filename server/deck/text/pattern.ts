/** Regular expressions that authors write, and those that find their words. */
import { DeckError } from '../model/diagnostic.ts';

/**
 * Returns the error for an invalid regular expression; undefined for a valid one. The error stops the deck, since
 * guessing where slides end could show notes. `name` is the setting or attribute that contains the expression.
 */
export function patternError(
  pattern: string,
  name: string,
  place: { readonly file: string; readonly line: number; readonly column: number },
): DeckError | undefined {
  try {
    new RegExp(pattern, 'm');
    return undefined;
  } catch (error) {
    const complaint = error instanceof Error ? error.message.replace(/^.*\/m?: /s, '') : String(error);
    return new DeckError({
      ...place,
      rule: 'pattern',
      reason: `\`${name}\` is not a regular expression: ${complaint}`,
      hint: "It is JavaScript’s, without slashes around it; in YAML, put it in single quotes: '^\\n---\\n'.",
    });
  }
}

/** Returns the regular expression that finds a text as it is. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
