/** Finds the fenced code of a text by its lines, for the two scans that Markdown's own tokens cannot serve. */

/** Offsets of one stretch of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The closed code fences of a text (CommonMark 4.5), each from its opening line to the end of its closing one, at any
 * indentation, since fences stand in lists too. One that is never closed counts as none, or it would swallow every
 * later slide.
 */
export function codeSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let open: { start: number; mark: string } | undefined;
  let offset = 0;
  for (const line of text.split('\n')) {
    const end = offset + line.length;
    if (open) {
      const close = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
      if (close?.startsWith(open.mark)) {
        spans.push({ start: open.start, end });
        open = undefined;
      }
    } else {
      const mark = /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
      if (mark) open = { start: offset, mark };
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
  let line = first;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
