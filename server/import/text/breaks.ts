/** Keeps the line ends of tools that show each as one. */
import type { Line } from './lines.ts';
import { literalLines } from './literal-lines.ts';

/** What begins another block than a paragraph, or is HTML; tags among words and addresses are neither. */
const OTHER_BLOCK =
  /^\s*(?:$|[-*+]\s|\d+[.)]\s|#{1,6}(?:\s|$)|[>|]|<(?!\/?(?:a|abbr|b|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b|https?:)|`{3,}|~{3,}|\$\$|\[\^?[^\]]+\]:|[=-]{2,}\s*$|\{|:\s|!\[[^\]]*\]\([^)]*\)\s*$)/;

/** A tag that is alone on its line, and begins HTML up to a blank line. */
const TAG_ALONE = /^\s*<\/?[a-z][\w-]*(?:\s[^<>]*)?>\s*$/i;

/** Puts a backslash, a line break, behind the lines of a paragraph but its last. */
export function withBreaks(lines: readonly Line[]): Line[] {
  const literal = literalLines(lines);
  return lines.map((line, i) => {
    const next = lines[i + 1];
    const isPlain = !line.isCode && !literal.has(line) && next !== undefined && !next.isCode;
    const [mark, text] = unquoted(line.text);
    const [nextMark, nextText] = unquoted(next?.text ?? '');
    const goesOn =
      isPlain &&
      mark === nextMark &&
      // The head of a callout, and who said a quote, have lines of their own.
      !/^\[!/.test(text) &&
      !/^— /.test(nextText) &&
      !/^\s*$/.test(text) &&
      !OTHER_BLOCK.test(nextText) &&
      ![text, nextText].some((each) => TAG_ALONE.test(each));
    const ends =
      /^\s*(?:#{1,6}\s|\||<(?=[!?])|\$\$|\{)/.test(text) || /(?: {2}|\\|<br\s*\/?>|-->)\s*$/.test(text);
    return goesOn && !ends ? { ...line, text: `${line.text.trimEnd()}\\` } : line;
  });
}

/** Returns the marks of the quotes in which a line stands, and the rest of it. */
function unquoted(text: string): readonly [mark: string, rest: string] {
  const [quotes = ''] = /^\s*(?:>\s?)+/.exec(text) ?? [];
  return [quotes.replace(/\s/g, ''), text.slice(quotes.length)];
}
