/** Definition lists in the syntax of PHP Markdown Extra and Pandoc: a term, and below it lines that begin with `: `. */
import type { Token, TokenizerAndRendererExtension, Tokens } from 'marked';

/** The beginning of a definition's first line. */
const DEFINITION = /^ {0,3}:[ \t]+(?=\S)/;

/**
 * Lines that are neither a term nor the continuation of a definition: beginnings of other blocks, rules, and the
 * marker of notes.
 */
const OTHER =
  /^(?: {0,3}(?:[:>#|<]|[-*+](?:[ \t]|$)|\d{1,9}[.)][ \t]|```|~~~|\$\$|\[[^\]]+\]:|[-=*_]{2,}[ \t]*$)| {4}|\t|\s*$|\s*notes?[ \t]*:)/i;

/** A line that belongs to a definition even after a blank line. */
const INDENTED = /^(?: {4}|\t)\s*\S/;

/**
 * The maximum number of terms that share a definition; after more, a line that begins with a colon is more likely text.
 */
const MOST_TERMS = 4;

/** The maximum length of a list in characters: more than fits a slide. */
const LONGEST = 10_000;

interface Part {
  readonly tag: 'dt' | 'dd';
  readonly text: string;
}

/**
 * Parses the definition list at the beginning of `lines` into its parts; `end` is the number of its lines, 0
 * without a list.
 */
function readList(lines: readonly string[]): { parts: Part[]; end: number } {
  const parts: Part[] = [];
  let end = 0;
  const blankFrom = (at: number): number => {
    let next = at;
    while (lines[next]?.trim() === '') next++;
    return next;
  };
  for (;;) {
    const start = blankFrom(end);
    let at = start;
    while (at - start < MOST_TERMS && at < lines.length && !OTHER.test(lines[at] ?? '')) at++;
    if (at === start || !DEFINITION.test(lines[at] ?? '')) return { parts, end };
    for (const line of lines.slice(start, at)) parts.push({ tag: 'dt', text: line.trim() });
    while (DEFINITION.test(lines[at] ?? '')) {
      const text = [(lines[at] ?? '').replace(DEFINITION, '')];
      at++;
      while (at < lines.length && !OTHER.test(lines[at] ?? '')) text.push(lines[at++] ?? '');
      for (let next = blankFrom(at); INDENTED.test(lines[next] ?? ''); next = blankFrom(at)) {
        while (at <= next) text.push((lines[at++] ?? '').replace(/^(?: {4}|\t)/, ''));
      }
      parts.push({ tag: 'dd', text: text.join('\n') });
      end = at;
      if (lines[at] === '' && DEFINITION.test(lines[at + 1] ?? '')) at++;
    }
  }
}

/** A marked extension for definition lists. */
export const definitionListExtension: TokenizerAndRendererExtension = {
  name: 'definitionList',
  level: 'block',
  tokenizer(source) {
    const newline = source.indexOf('\n');
    // Most blocks are ruled out by their first line.
    if (newline === -1 || OTHER.test(source.slice(0, newline))) return undefined;
    const text = source.slice(0, LONGEST);
    if (!/\n {0,3}:[ \t]/.test(text)) return undefined;
    const lines = text.split('\n');
    const { parts, end } = readList(lines);
    if (parts.length === 0) return undefined;
    const raw = lines.slice(0, end).join('\n') + (end < lines.length ? '\n' : '');
    const items = parts.map(({ tag, text: of }): Tokens.Generic => {
      const tokens: Token[] = [];
      if (tag === 'dt') this.lexer.inline(of, tokens);
      else this.lexer.blockTokens(of, tokens);
      return { type: 'definitionPart', raw: of, tag, tokens };
    });
    return { type: 'definitionList', raw, items };
  },
  renderer({ items }: Tokens.Generic) {
    // Only the tokenizer above creates tokens of this type.
    const html = (items as readonly Tokens.Generic[]).map(({ tag, tokens = [] }) => {
      const [only, ...others] = tokens.filter(({ type }) => type !== 'space');
      if (tag === 'dt') return `<dt>${this.parser.parseInline(tokens)}</dt>\n`;
      const isTight = only?.type === 'paragraph' && others.length === 0;
      const inside = isTight
        ? this.parser.parseInline((only as Tokens.Paragraph).tokens)
        : this.parser.parse(tokens);
      return `<dd>${inside}</dd>\n`;
    });
    return `<dl>\n${html.join('')}</dl>\n`;
  },
  childTokens: ['items'],
};
