/** Finds the place of something on a slide in its deck's file, for messages. */

import type { Slide, SourceRun } from '../model/deck.ts';
import { lineAt } from './fences.ts';

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the first of several words that stands on a slide, for the same words asked again the next of them; the slide's
 * first line where none does, or stands changed.
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

/** Where a slide's source stands. */
export function runsOf({ runs, file, line }: Slide): readonly SourceRun[] {
  return runs ?? [{ start: 0, file, line }];
}
