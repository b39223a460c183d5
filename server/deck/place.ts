/** Finds the place of something on a slide in its deck's file, for messages. */
import { lineAt } from './fences.ts';
import type { Slide } from './model.ts';

/** A line and a column, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the first of several words that stands on a slide, for the same words asked again the next of them; the slide's
 * first line where none does, or stands changed.
 */
export function createFinder({ source, written = source, line }: Slide): (words: readonly string[]) => Place {
  const ends = new Map<string, number>();
  return (words) => {
    for (const word of words) {
      const at = word === '' ? -1 : written.indexOf(word, ends.get(word));
      if (at === -1) continue;
      ends.set(word, at + word.length);
      return placeAt(written, at, line);
    }
    return { line, column: 1 };
  };
}

function placeAt(text: string, at: number, line: number): Place {
  return { line: lineAt(text, at, line), column: at - text.slice(0, at).lastIndexOf('\n') };
}
