/** Finds the place in the deck's file of something on a slide, for messages. */

import type { Slide, SourceRun } from '../model/deck.ts';
import { codeSpans, inside, lineAt, type Span } from './fences.ts';

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Creates a function that returns the place of the first of several words that the slide's source contains; repeated
 * calls with a word find its next occurrences. Those within longer words come last, and with `passesCode` those in code
 * do, too. If none is found, perhaps since the source was changed, it returns the slide's first line.
 */
export function createFinder(slide: Slide, { passesCode = false } = {}): (words: readonly string[]) => Place {
  const { source, written = source, file, line } = slide;
  const ends = new Map<string, number>();
  let code: readonly Span[] | undefined;
  const isWhole = (at: number, word: string) => isWholeWord(written, at, word);
  const isShown = (at: number, word: string) => {
    code ??= passesCode ? [...codeSpans(written), ...inlineCode(written)] : [];
    return isWhole(at, word) && !inside(at, code);
  };
  return (words) => {
    for (const isMeant of [isShown, isWhole, () => true]) {
      for (const word of words) {
        const at = occurrence(written, word, { from: ends.get(word) ?? 0, isMeant });
        if (at === -1) continue;
        ends.set(word, at + word.length);
        return placeAt(slide, written, at);
      }
    }
    return { file, line, column: 1 };
  };
}

/** Where to begin, and which occurrences count. */
interface Search {
  readonly from: number;
  readonly isMeant: (at: number, word: string) => boolean;
}

/** Returns the offset of the next occurrence of a word that counts; −1 for none. */
function occurrence(text: string, word: string, { from, isMeant }: Search): number {
  if (word === '') return -1;
  let at = text.indexOf(word, from);
  while (at !== -1 && !isMeant(at, word)) at = text.indexOf(word, at + 1);
  return at;
}

const WORD_END = /[\p{L}\p{N}_-]$/u;
const WORD_START = /^[\p{L}\p{N}_-]/u;

/** Returns whether a word stands by itself, and is no part of a longer one. */
function isWholeWord(text: string, at: number, word: string): boolean {
  const end = at + word.length;
  const isTorn = (one: string, other: string) => WORD_END.test(one) && WORD_START.test(other);
  return !isTorn(text.slice(Math.max(0, at - 2), at), word) && !isTorn(word, text.slice(end, end + 2));
}

/** Returns the spans of code within lines. */
function inlineCode(text: string): readonly Span[] {
  return [...text.matchAll(/(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
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
