/** Finds fenced code line by line, for scans that cannot use Markdown's tokens. */

import { lineEnds, onlyLineEnds } from './text.ts';

/** Offsets of a part of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line that opens a fence: its marks, and the language after them. */
const OPENING = /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})[ \t]*(\S*)/;

/**
 * Returns the closed code fences of a text (CommonMark 4.5), each from its opening line to the end of its closing one,
 * with any indentation, since fences may be in lists. A fence that is not closed, or not before another of its kind
 * opens with a language, does not count: its author forgot to close it, and it would contain later slides and show
 * their notes.
 */
export function codeSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  // Most texts have none, and need not be taken apart.
  if (!text.includes('```') && !text.includes('~~~')) return spans;
  let open: { start: number; mark: string } | undefined;
  let offset = 0;
  for (const line of text.split('\n')) {
    const [, mark, language] = OPENING.exec(line) ?? [];
    const end = offset + line.length;
    if (!open) {
      if (mark) open = { start: offset, mark };
    } else if (mark?.startsWith(open.mark) && language) {
      open = { start: offset, mark };
    } else if (mark?.startsWith(open.mark) && /^[ \t>]*[`~]+[ \t]*$/.test(line)) {
      spans.push({ start: open.start, end });
      open = undefined;
    }
    offset = end + 1;
  }
  return spans;
}

/** Returns whether an offset is in one of the spans. */
export function inside(offset: number, spans: readonly Span[]): boolean {
  return spans.some((span) => offset >= span.start && offset < span.end);
}

/** Returns the line of an offset, where the text begins on line `first`. */
export function lineAt(text: string, offset: number, first: number): number {
  return first + lineEnds(text, 0, offset);
}

/** Removes the text in spans, which are sorted and do not overlap; line numbers are unchanged. */
export function emptied(text: string, spans: readonly Span[]): string {
  return spans.toReversed().reduce((left, { start, end }) => {
    return left.slice(0, start) + onlyLineEnds(left.slice(start, end)) + left.slice(end);
  }, text);
}
