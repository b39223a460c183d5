/**
 * Comments on lines of their own below list items: they belong to the item, as in reveal-md, and do not end the list.
 */
import type { TokenizerExtension } from 'marked';
import { codeSpans, inside } from '../../text/fences.ts';

/** Replaces the line end before such a comment: a Unicode noncharacter, which is reserved for internal use. */
export const OWN_LINE = '\uFDD5';

const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\n)/;

/** A line end followed by whole comments up to the end of a line, without blank lines in them. */
const COMMENTS = /(?<=\S[ \t]*)\n(?=[ \t]*(?:<!--(?:(?!-->|\n[ \t]*\n)[\s\S])*-->[ \t]*)+(?:\n|$))/g;

/** The lines after the last blank one. */
const LAST_RUN = /(?:(?<=\n[ \t]*\n)|^)(?:.+\n)*.+$/;

/** Indented further than the text of an item with a two-digit number. */
const DEEP = /^(?: {7}| {0,6}\t[ \t])/;

/** A marked extension that reads a list with such comments as if they stood at the ends of its items. */
export const listComments: TokenizerExtension = {
  name: 'listComments',
  level: 'block',
  tokenizer(source) {
    if (!ITEM.test(source) || !source.includes('<!--')) return undefined;
    const code = codeSpans(source);
    // The replacement has the same length, so that offsets in the joined text are those in the source.
    const joined = source.replace(COMMENTS, (end, at: number) =>
      inside(at - 1, code) || isIndented(source.slice(0, at)) ? end : OWN_LINE,
    );
    if (joined === source) return undefined;
    const list = this.lexer.options.tokenizer?.list(joined);
    return list && { ...list, raw: source.slice(0, list.raw.length) };
  },
};

/** Returns whether the last lines of a text are indented code, not a list item. */
function isIndented(text: string): boolean {
  const run = text.slice(text.search(LAST_RUN));
  return DEEP.test(run) && !/^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/.test(run);
}
