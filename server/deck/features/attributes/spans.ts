/** Spans, `[words]{.accent}`: inline text with attributes of its own. */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { openTag } from '../../html/escape.ts';
import { BRACES, decodeBraces } from './syntax.ts';

/** Text without brackets, except for balanced ones. */
const WORDS = String.raw`(?:\\.|\[[^[\]\n]*\]|[^\\[\]])+?`;

/** A `[^1]` is a footnote, and `![…]` a picture. */
const SPAN = new RegExp(String.raw`^\[(?!\^)(${WORDS})\]${BRACES}`);
const START = /(?<![!\\])\[(?!\^)/;

/**
 * The maximum length of a span in characters, about a paragraph. Without it, unclosed brackets would take
 * quadratic time.
 */
const LONGEST = 1000;

/** A marked extension for spans with attributes. */
export const spanExtension: TokenizerAndRendererExtension = {
  name: 'span',
  level: 'inline',
  start: (source) => {
    const near = source.slice(0, LONGEST);
    const at = near.includes(']{') ? near.search(START) : -1;
    return at === -1 ? undefined : at;
  },
  tokenizer(source) {
    const [raw, text = '', words = ''] = SPAN.exec(source.slice(0, LONGEST)) ?? [];
    // If the text is the label of a defined link, it stays a link, and the braces apply to that.
    if (raw === undefined || text.toLowerCase() in this.lexer.tokens.links) return undefined;
    return { type: 'span', raw, words, tokens: this.lexer.inlineTokens(text) };
  },
  renderer({ tokens = [], ...token }: Tokens.Generic) {
    return `${openTag('span', decodeBraces(token.words))}${this.parser.parseInline(tokens)}</span>`;
  },
  childTokens: ['tokens'],
};
