/** HTML blocks of the 2013 dialect: they run across blank lines to their closing tag, and hold inline Markdown. */
import type { Lexer, Token } from 'marked';

/** Tags that never open a block. */
const INLINE_TAGS =
  'a|em|strong|small|s|cite|q|dfn|abbr|data|time|code|var|samp|kbd|sub|sup|i|b|u|mark|ruby|rt|rp|bdi|bdo|' +
  'span|br|wbr|ins|del|img';

/** `<name` of a tag that opens a block; `<http://…>` and `<me@host>` are addresses. */
const BLOCK_TAG = `<(?!(?:${INLINE_TAGS})\\b)(\\w+)\\b(?!:/|@)`;
const OPENING = new RegExp(`^${BLOCK_TAG}`);
const INDENTED_OPENING = new RegExp(`^ *${BLOCK_TAG}`);

/** Elements whose text is never Markdown. */
const RAW_TEXT = new Set(['pre', 'script', 'style']);

/** Whether an HTML block at the start of `src` may interrupt a paragraph. */
export function opensHtml(src: string): boolean {
  return OPENING.test(src);
}

/** A comment, an element or a lone tag, when a blank line or the end follows it. */
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

/** Tags as they are, and Markdown between them: inline tokens without an element of their own. */
function mixed(raw: string, lexer: Lexer): Token {
  return { type: 'text', raw, text: raw, tokens: lexer.inline(raw) };
}

/** Where the block ends whose last characters are `closing`: the first one that ends its line. */
function endAfter(src: string, closing: string, from: number): number {
  for (let at = src.indexOf(closing, from); at >= 0; at = src.indexOf(closing, at + 1)) {
    const end = endOfBlock(src, at + closing.length);
    if (end >= 0) return end;
  }
  return -1;
}

/** The place after the blank lines, or the end of the text, that must follow; else -1. */
function endOfBlock(src: string, from: number): number {
  const rest = / *(?:\n{2,}|\s*$)/y;
  rest.lastIndex = from;
  return rest.test(src) ? rest.lastIndex : -1;
}
