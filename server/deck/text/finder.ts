/** Finds the place in the deck's file of something on a slide, for messages. */

import type { Slide, SourceRun } from '../model/deck.ts';
import { lineAt } from './fences.ts';

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Creates a function that returns the place of the first of several words that the slide's source contains; repeated
 * calls with a word find its next occurrences. If none is found, perhaps since the source was changed, it returns the
 * slide's first line.
 */
export function createFinder(slide: Slide): (words: readonly string[]) => Place {
  const { source, written = source, file, line } = slide;
  const ends = new Map<string, number>();
  return (words) => {
    for (const word of words) {
      const at = word === '' ? -1 : written.indexOf(word, ends.get(word));
      if (at === -1) continue;
      ends.set(word, at + word.length);
      return placeAt(slide, written, at);
    }
    return { file, line, column: 1 };
  };
}

function placeAt(slide: Slide, written: string, at: number): Place {
  const { file, line } = slide;
  const run = runsOf(slide).findLast(({ start }) => start <= at) ?? { start: 0, file, line };
  return {
    file: run.file,
    line: lineAt(written.slice(run.start), at - run.start, run.line),
    column: at - written.slice(0, at).lastIndexOf('\n'),
  };
}

/** Returns the places of a slide's source; see `SourceRun`. */
export function runsOf({ runs, file, line }: Slide): readonly SourceRun[] {
  return runs ?? [{ start: 0, file, line }];
}
