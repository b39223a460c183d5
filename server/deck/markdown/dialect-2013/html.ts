/**
 * HTML blocks of the 2013 dialect: they continue across blank lines up to their closing tag, and contain inline
 * Markdown.
 */
import type { Lexer, Token } from 'marked';

/** Tags that never start a block. */
const INLINE_TAGS =
  'a|em|strong|small|s|cite|q|dfn|abbr|data|time|code|var|samp|kbd|sub|sup|i|b|u|mark|ruby|rt|rp|bdi|bdo|' +
  'span|br|wbr|ins|del|img';

/** The `<name` of a tag that starts a block; `<http://…>` and `<me@host>` are addresses. */
const BLOCK_TAG = `<(?!(?:${INLINE_TAGS})\\b)(\\w+)\\b(?!:/|@)`;
const OPENING = new RegExp(`^${BLOCK_TAG}`);
const INDENTED_OPENING = new RegExp(`^ *${BLOCK_TAG}`);

/** Elements whose text is never Markdown. */
const RAW_TEXT = new Set(['pre', 'script', 'style']);

/** Returns whether an HTML block at the start of `src` may interrupt a paragraph. */
export function opensHtml(src: string): boolean {
  return OPENING.test(src);
}

/** Matches a comment, an element or a single tag, if a blank line or the end of the text follows. */
export function htmlBlock(src: string, lexer: Lexer): Token | undefined {
  return commentBlock(src, lexer) ?? elementBlock(src, lexer);
}

function commentBlock(src: string, lexer: Lexer): Token | undefined {
  const open = /^ *<!--/.exec(src)?.[0];
  const end = open === undefined ? -1 : endAfter(src, '-->', open.length);
  return end < 0 ? undefined : mixed(src.slice(0, end), lexer);
}

function elementBlock(src: string, lexer: Lexer): Token | undefined {
  const open = INDENTED_OPENING.exec(src);
  if (!open) return undefined;
  const [start, name = ''] = open;
  const end = endAfter(src, `</${name}>`, start.length + 1);
  if (end >= 0) {
    const raw = src.slice(0, end);
    return RAW_TEXT.has(name) ? { type: 'html', raw, text: raw, pre: true, block: true } : mixed(raw, lexer);
  }
  const tag = /(?:"[^"]*"|'[^']*'|[^'">])*>/y;
  tag.lastIndex = start.length;
  if (!tag.test(src)) return undefined;
  const tagEnd = endOfBlock(src, tag.lastIndex);
  return tagEnd < 0 ? undefined : mixed(src.slice(0, tagEnd), lexer);
}

/**
 * Returns a token that keeps tags and parses the Markdown between them: inline tokens without an element around them.
 */
function mixed(raw: string, lexer: Lexer): Token {
  return { type: 'text', raw, text: raw, tokens: lexer.inline(raw) };
}

/**
 * Returns the end of a block that ends in `closing`, at its first occurrence at the end of a line; -1 if there is none.
 */
function endAfter(src: string, closing: string, from: number): number {
  for (let at = src.indexOf(closing, from); at >= 0; at = src.indexOf(closing, at + 1)) {
    const end = endOfBlock(src, at + closing.length);
    if (end >= 0) return end;
  }
  return -1;
}

/** Returns the offset after the blank lines, or the end of the text, which must follow; else -1. */
function endOfBlock(src: string, from: number): number {
  const rest = / *(?:\n{2,}|\s*$)/y;
  rest.lastIndex = from;
  return rest.test(src) ? rest.lastIndex : -1;
}
