/** `[words]{.accent}`: a run of words with attributes of its own. */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { openTag } from '../../html/escape.ts';
import { BRACES, decodeBraces } from './syntax.ts';

/** Words without brackets but for pairs of them. */
const WORDS = String.raw`(?:\\.|\[[^[\]\n]*\]|[^\\[\]])+?`;

/** A `[^1]` is a footnote's, and `![…]` a picture's. */
const SPAN = new RegExp(String.raw`^\[(?!\^)(${WORDS})\]${BRACES}`);
const START = /(?<![!\\])\[(?!\^)/;

/** Longest span in characters: a paragraph, and it keeps brackets without end from costing the square of their number. */
const LONGEST = 1000;

/** Extension of marked that finds spans with attributes. */
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
    // What is defined as a link stays one; the braces are then the link's.
    if (raw === undefined || text.toLowerCase() in this.lexer.tokens.links) return undefined;
    return { type: 'span', raw, words, tokens: this.lexer.inlineTokens(text) };
  },
  renderer({ tokens = [], ...token }: Tokens.Generic) {
    return `${openTag('span', decodeBraces(token.words))}${this.parser.parseInline(tokens)}</span>`;
  },
  childTokens: ['tokens'],
};
