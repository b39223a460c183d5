/** Blocks inside blocks: what a quote or a list item holds. */
import type { Lexer, Token } from 'marked';

/** How to read the inside of a block. */
export interface Nesting {
  /** False below a list item, where tables, definitions and paragraphs of several lines do not exist. */
  readonly top: boolean;
  /** What neighbouring lines of text become: bare `text` in a tight list item, else a `paragraph`. */
  readonly lines: 'text' | 'paragraph';
}

/** The tokens of `src`, which stands inside another block. */
export function nested(src: string, lexer: Lexer, { top, lines }: Nesting): Token[] {
  const { state } = lexer;
  const outer = state.top;
  state.top = top;
  const tokens = lexer.blockTokens(src.replace(/^ +$/gm, ''), []);
  state.top = outer; // marked leaves it true
  return joinLines(tokens, lexer, lines);
}

/** Makes one token of each run of text lines, and reads its inline Markdown. */
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
