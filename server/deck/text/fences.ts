/** Finds the fenced code of a text by its lines, for the two scans that Markdown's own tokens cannot serve. */

import { lineEnds, onlyLineEnds } from './text.ts';

/** Offsets of one stretch of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line that opens a fence: its marks, and the language behind them. */
const OPENING = /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})[ \t]*(\S*)/;

/**
 * The closed code fences of a text (CommonMark 4.5), each from its opening line to the end of its closing one, at any
 * indentation, since fences stand in lists too. One that is never closed, or not before another of its kind opens with
 * a language, counts as none: its author forgot to close it, and it would swallow later slides and show their notes.
 */
export function codeSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
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

/** Whether an offset lies in one of the spans. */
export function inside(offset: number, spans: readonly Span[]): boolean {
  return spans.some((span) => offset >= span.start && offset < span.end);
}

/** Line of the text on which an offset lies, counting from `first`. */
export function lineAt(text: string, offset: number, first: number): number {
  return first + lineEnds(text, 0, offset);
}

/** A text with nothing in these spans, which are in order and apart; its lines keep their numbers. */
export function emptied(text: string, spans: readonly Span[]): string {
  return spans.toReversed().reduce((left, { start, end }) => {
    return left.slice(0, start) + onlyLineEnds(left.slice(start, end)) + left.slice(end);
  }, text);
}
