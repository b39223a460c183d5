/** Marks lines of code that may not fit, so that what is broken off hangs below its own line, and not at the edge. */
import { openTag } from '../../html/escape.ts';

/** Characters that fit on a line wherever code stands: in a narrow column, and in large letters on a phone. */
const FITTING = 20;

/** Columns to the next stop of a tab, as in the themes. */
const TAB = 2;

/** Whether a line may have to be broken. */
export function mayBreak(text: string): boolean {
  return indentOf(text) + text.trim().length > FITTING;
}

/**
 * Returns a line's HTML, which `text` is the words of, with its indentation, if it may have to be broken. `end` is the line's
 * end where it is part of the code: within the mark, which a theme makes a block, it adds no empty line.
 */
export function hangLine(html: string, text: string, end = ''): string {
  if (!mayBreak(text)) return html + end;
  const indent = indentOf(text);
  const marks = { class: 'hung', ...(indent > 0 ? { style: `--indent:${indent}` } : {}) };
  return `${openTag('span', marks)}${html}${end}</span>`;
}

function indentOf(text: string): number {
  const [space = ''] = /^[ \t]*/.exec(text) ?? [];
  return [...space].reduce((width, letter) => (letter === '\t' ? width + TAB - (width % TAB) : width + 1), 0);
}
