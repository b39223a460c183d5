/** Parses blocks inside blocks: the content of a quote or a list item. */
import type { Lexer, Token } from 'marked';

/** How to parse the content of a block. */
export interface Nesting {
  /** False below a list item, where tables, definitions and paragraphs of several lines do not exist. */
  readonly top: boolean;
  /** The type of token for adjacent lines of text: bare `text` in a tight list item, else a `paragraph`. */
  readonly lines: 'text' | 'paragraph';
}

/** Returns the tokens of `src`, which is inside another block. */
export function nested(src: string, lexer: Lexer, { top, lines }: Nesting): Token[] {
  const { state } = lexer;
  const outer = state.top;
  state.top = top;
  const tokens = lexer.blockTokens(src.replace(/^ +$/gm, ''), []);
  state.top = outer; // marked leaves it true
  return joinLines(tokens, lexer, lines);
}

/** Joins each run of text lines into one token, and parses its inline Markdown. */
function joinLines(tokens: readonly Token[], lexer: Lexer, type: Nesting['lines']): Token[] {
  const joined: Token[] = [];
  let run: string[] = [];
  const flush = () => {
    if (run.length === 0) return;
    const text = run.join('\n');
    joined.push({ type, raw: text, text, tokens: lexer.inline(text) });
    run = [];
  };
  for (const token of tokens) {
    if (token.type === 'text' && token.tokens === undefined) {
      run.push(token.text);
    } else {
      flush();
      joined.push(token);
    }
  }
  flush();
  return joined;
}
