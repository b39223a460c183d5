/** Finds HTML comments in a slide's lines, outside of code: many tools write settings and notes into them. */
import type { Line } from './lines.ts';

/** A comment. */
export interface Comment {
  /** What is in it, without blanks around it. */
  readonly text: string;
  readonly at: number;
  /** Whether nothing else stands on its lines. */
  readonly isAlone: boolean;
}

/** Matches code spans and comments' first marks, whichever comes first. */
const OPENING = /(`+)(?!`)[\s\S]*?[^`]\1(?!`)|<!--/g;

/** Replaces every comment by what `replace` returns for it: a text, often empty. */
export function replaceComments(lines: readonly Line[], replace: (comment: Comment) => string): Line[] {
  const result: Line[] = [];
  let open: { before: string; parts: string[]; at: number } | undefined;
  for (const line of lines) {
    if (line.isCode && !open) {
      result.push(line);
      continue;
    }
    let rest = line.text;
    let done = '';
    let isTouched = false;
    while (true) {
      if (open) {
        const end = rest.indexOf('-->');
        if (end === -1) {
          open.parts.push(rest);
          break;
        }
        open.parts.push(rest.slice(0, end));
        const after = rest.slice(end + 3);
        const isAlone = open.before.trim() === '' && after.trim() === '';
        const text = open.parts.join('\n').trim();
        done = open.before + replace({ text, at: open.at, isAlone });
        rest = after;
        open = undefined;
        isTouched = true;
        continue;
      }
      const start = [...rest.matchAll(OPENING)].find(([found]) => found === '<!--')?.index;
      if (start === undefined) {
        const text = done + rest;
        if (!isTouched || text.trim() !== '') result.push({ ...line, isCode: false, text });
        break;
      }
      open = { before: done + rest.slice(0, start), parts: [], at: line.at };
      done = '';
      rest = rest.slice(start + 4);
    }
  }
  // One that is never closed is text for some tools and a comment for others: it may be private.
  if (open)
    result.push({
      text: open.before + replace({ text: open.parts.join('\n').trim(), at: open.at, isAlone: false }),
      at: open.at,
      isCode: false,
    });
  return result;
}
