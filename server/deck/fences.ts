/** Finds the fenced code of a Markdown text, so that what stands inside is never taken for a separator or a note. */

/** Offsets of one fence, from its opening line to the end of its closing line. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The closed code fences of a text (CommonMark 4.5, at any indentation, since fences stand in lists too), and its
 * HTML comments. A fence that is never closed counts as no fence, or it would swallow every later slide.
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
      const mark = /^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)*(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
      if (mark) open = { start: offset, mark };
    }
    offset = end + 1;
  }
  return spans;
}

/** The HTML comments of a text that stand outside its code. */
export function commentSpans(text: string, code: readonly Span[]): readonly Span[] {
  return [...text.matchAll(/<!--[\s\S]*?(?:-->|$)/g)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter((span) => !inside(span.start, code));
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
