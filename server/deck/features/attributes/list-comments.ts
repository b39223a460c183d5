/** Comments on lines of their own below list items: they belong to the item, as in reveal-md, and do not end the list. */
import type { TokenizerExtension } from 'marked';
import { codeSpans, inside } from '../../text/fences.ts';

/** Stands before such a comment instead of the line end: one of Unicode's noncharacters, for use inside of a program. */
export const OWN_LINE = '\uFDD5';

const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\n)/;

/** A line end and whole comments behind it, up to the end of a line, with no blank line in them. */
const COMMENTS = /(?<=\S[ \t]*)\n(?=[ \t]*(?:<!--(?:(?!-->|\n[ \t]*\n)[\s\S])*-->[ \t]*)+(?:\n|$))/g;

/** The lines behind the last blank one. */
const LAST_RUN = /(?:(?<=\n[ \t]*\n)|^)(?:.+\n)*.+$/;

/** Deeper than the text of an item with two digits. */
const DEEP = /^(?: {7}| {0,6}\t[ \t])/;

/** An extension of marked that reads a list with such comments as if they stood at the ends of its items. */
export const listComments: TokenizerExtension = {
  name: 'listComments',
  level: 'block',
  tokenizer(source) {
    if (!ITEM.test(source) || !source.includes('<!--')) return undefined;
    const code = codeSpans(source);
    // The same length, so that what is read of it is as long as what is written.
    const joined = source.replace(COMMENTS, (end, at: number) =>
      inside(at - 1, code) || isIndented(source.slice(0, at)) ? end : OWN_LINE,
    );
    if (joined === source) return undefined;
    const list = this.lexer.options.tokenizer?.list(joined);
    return list && { ...list, raw: source.slice(0, list.raw.length) };
  },
};

/** Whether a text ends in a run of lines that is code by its indentation, and no item. */
function isIndented(text: string): boolean {
  const run = text.slice(text.search(LAST_RUN));
  return DEEP.test(run) && !/^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/.test(run);
}
