/** Tells notes of one thought a line from prose that an editor has wrapped. */

/** Prose is wrapped at 72, 76 or 80 columns; lines that are all shorter were ended on purpose. */
const WRAPPED_FROM = 60;

/** Marks that end a sentence, with what may close behind them. */
const SENTENCE_END = /[.!?:;…。！？：；؟۔]["'”’»)\]*_]*$/u;

/** A letter that goes on with a sentence: a small one, or one of a script without capitals. */
const GOES_ON = /^["'“‘«([*_`]*[\p{Ll}\p{Lo}]/u;

/** A comment says something of what stands before it, so nothing may come between the two. */
const COMMENT_LINE = /^\s*<!--|-->\s*$/;

/**
 * The inline text of a block of notes, in which each line end is a line break as Markdown writes one, unless the block is
 * wrapped prose.
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
 * Whether lines are what an editor makes of a long one: none could have taken in the first word of the next, and one ends
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
