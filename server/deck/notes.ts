/** Parts a slide's text from its speaker notes. Whatever is ambiguous is notes: what may be private is never shown. */
import { codeSpans, commentSpans, inside, lineAt } from './fences.ts';

/** A slide's two halves. */
export interface NotedText {
  readonly source: string;
  readonly notes: string;
  /** Line on which the notes began in the middle of a paragraph, which the author may not have meant. */
  readonly doubtfulLine?: number;
}

/** `Note:` or `Notes:` at the start of a line, however deep; reveal.js's own pattern misses an indented one. */
const MARKER = '^[ \\t]*(?:[-*+][ \\t]+)?notes?:';

/**
 * Cuts at the first marker outside code and comments; later markers are dropped and their texts joined.
 * `separator` is a deck's own `notesSeparator`, used with the flags `m` and `i`; `firstLine` numbers the text's lines.
 */
export function splitNotes(text: string, firstLine: number, separator?: RegExp): NotedText {
  const marker = separator ? new RegExp(separator.source, 'gim') : new RegExp(MARKER, 'gim');
  const code = codeSpans(text);
  const hidden = [...code, ...commentSpans(text, code)];
  const marks = [...text.matchAll(marker)].filter((match) => match[0] !== '' && !inside(match.index, hidden));
  const first = marks[0];
  if (!first) return { source: text, notes: '' };
  const pieces = marks.map((mark, i) => text.slice(mark.index + mark[0].length, marks[i + 1]?.index).trim());
  const before = text.slice(0, first.index);
  const midParagraph = !separator && /\S[ \t]*\n$/.test(before) && !/-->[ \t]*\n$/.test(before);
  return {
    source: before,
    notes: pieces.join('\n\n'),
    ...(midParagraph ? { doubtfulLine: lineAt(text, first.index, firstLine) } : {}),
  };
}
