/** Distinguishes notes with one thought per line from prose that an editor has wrapped. */

/**
 * The least length of wrapped lines. Prose is wrapped at 72, 76 or 80 columns; if all lines are shorter, they were
 * ended on purpose.
 */
const WRAPPED_FROM = 60;

/** Punctuation at the end of a sentence, with closing marks after it. */
const SENTENCE_END = /[.!?:;…。！？：；؟۔]["'”’»)\]*_]*$/u;

/** The start of a line that continues a sentence: a lower-case letter, or one of a script without case. */
const GOES_ON = /^["'“‘«([*_`]*[\p{Ll}\p{Lo}]/u;

/** A comment applies to what is before it, so no break may separate the two. */
const COMMENT_LINE = /^\s*<!--|-->\s*$/;

/**
 * Returns the inline text of a block of notes with each line end as a Markdown line break, unless the block is wrapped
 * prose.
 */
export function breakNoteLines(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n').map((line) => line.trim());
  if (isWrapped(lines)) return text;
  return text.replace(/[ \t]*\n/g, (end, at: number) => {
    const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
    const after = /^.*/.exec(text.slice(at + end.length))?.[0] ?? '';
    return COMMENT_LINE.test(before) || /^\s*<!--/.test(after) || before.endsWith('\\') ? end : '  \n';
  });
}

/**
 * Returns whether an editor wrapped these lines: no line has room for the first word of the next, and at least one ends
 * within a sentence.
 */
function isWrapped(lines: readonly string[]): boolean {
  const width = Math.max(...lines.map((line) => line.length));
  if (width < WRAPPED_FROM) return false;
  const ends = lines.slice(0, -1).map((line, i) => ({ line, next: lines[i + 1] ?? '' }));
  return (
    ends.every(({ line, next }) => line.length + 1 + (next.split(/\s/, 1)[0] ?? '').length > width) &&
    ends.some(({ line, next }) => !SENTENCE_END.test(line) && GOES_ON.test(next))
  );
}
