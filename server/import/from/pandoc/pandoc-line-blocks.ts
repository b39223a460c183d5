/** Pandoc's blocks of lines, each behind a bar, as lines of a paragraph. */
import { isBlank, type Line } from '../../text/lines.ts';

const BEGIN = /^\|(?: |$)/;

/** Rewrites the blocks of lines; a table has more than one bar in a line. */
export function withLineBlocks(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    const isFirst = i === 0 || isBlank(lines[i - 1] ?? line);
    let end = i;
    while (isFirst && isPart(lines[end], end > i)) end++;
    const block = lines.slice(i, end);
    if (end === i || (lines[end] && !isBlank(lines[end] ?? line))) {
      result.push(line);
      continue;
    }
    // What a line goes on with stands below it.
    const texts = block.map(({ text }, k) => {
      const words = text
        .replace(/^\|? ?/, '')
        .replace(/^ +/, (blanks) => (BEGIN.test(text) ? '\u00a0'.repeat(blanks.length) : ''));
      const next = block[k + 1];
      return next && BEGIN.test(next.text) && words.trim() !== '' ? `${words}\\` : words || '\u00a0\\';
    });
    result.push(...block.map((each, k) => ({ ...each, text: texts[k] ?? '' })));
    i = end - 1;
  }
  return result;
}

function isPart(line: Line | undefined, isLater: boolean): boolean {
  if (!line || line.isCode || isBlank(line)) return false;
  const isBegin = BEGIN.test(line.text) && !line.text.slice(1).replaceAll('\\|', '').includes('|');
  return isBegin || (isLater && /^ +\S/.test(line.text));
}
