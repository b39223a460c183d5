/** `*emphasis*` and `**strong**` of the 2013 dialect: closed by the next fitting delimiter, even inside a word. */
import type { Lexer, Token } from 'marked';

/** Matches `**strong**` and `__strong__`. */
export function strong(src: string, lexer: Lexer): Token | undefined {
  const match = /^(?:__([\s\S]+?)__(?!_)|\*\*([\s\S]+?)\*\*(?!\*))/.exec(src);
  if (!match) return undefined;
  const text = match[1] ?? match[2] ?? '';
  return { type: 'strong', raw: match[0], text, tokens: lexer.inlineTokens(text) };
}

/** Matches `*emphasis*` and `_emphasis_`. */
export function emphasis(src: string, lexer: Lexer): Token | undefined {
  const mark = src.charAt(0);
  if (mark !== '*' && mark !== '_') return undefined;
  const end = emphasisEnd(src, mark);
  if (end < 0) return undefined;
  const text = src.slice(1, end);
  return { type: 'em', raw: src.slice(0, end + 1), text, tokens: lexer.inlineTokens(text) };
}

/**
 * Returns the offset of the closing delimiter, or -1. A `*` closes unless another `*` follows, a `_` unless a word
 * character follows. Doubled delimiters are skipped as a pair unless nothing closes after them; then the second of them
 * may close. Scanning from the end takes a single pass.
 */
function emphasisEnd(src: string, mark: '*' | '_'): number {
  const goesOn = mark === '*' ? /\*/ : /\w/;
  const closes = (at: number) => src.charAt(at) === mark && !goesOn.test(src.charAt(at + 1));
  const doubled = (at: number) => src.charAt(at) === mark && src.charAt(at + 1) === mark;
  // `next` and `afterNext`: the results of searches that start one or two characters later.
  let next = -1;
  let afterNext = -1;
  for (let at = src.length - 1; at >= 1; at--) {
    const further = doubled(at) && afterNext >= 0 ? afterNext : next;
    if (at === 1) return further;
    afterNext = next;
    next = closes(at) ? at : further;
  }
  return -1;
}
