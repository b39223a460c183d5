/** Keeps the line ends of tools that show each as one. */
import type { Line } from './lines.ts';
import { literalLines } from './literal-lines.ts';

/** What begins another block than a paragraph, or is HTML; tags among words and addresses are neither. */
const OTHER_BLOCK =
  /^\s*(?:$|[-*+]\s|\d+[.)]\s|#{1,6}(?:\s|$)|[>|]|<(?!\/?(?:a|abbr|b|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b|https?:)|`{3,}|~{3,}|\$\$|\[\^?[^\]]+\]:|[=-]{2,}\s*$|\{|!\[[^\]]*\]\([^)]*\)\s*$)/;

/** A tag that is alone on its line, and begins HTML up to a blank line. */
const TAG_ALONE = /^\s*<\/?[a-z][\w-]*(?:\s[^<>]*)?>\s*$/i;

/** Puts a backslash, a line break, behind the lines of a paragraph but its last. */
export function withBreaks(lines: readonly Line[]): Line[] {
  const literal = literalLines(lines);
  return lines.map((line, i) => {
    const next = lines[i + 1];
    const goesOn =
      !line.isCode &&
      !literal.has(line) &&
      next !== undefined &&
      !next.isCode &&
      !/^\s*$/.test(line.text) &&
      !OTHER_BLOCK.test(next.text) &&
      ![line, next].some(({ text }) => TAG_ALONE.test(text));
    const ends =
      /^\s*(?:#{1,6}\s|\||<(?=[!?])|\$\$|\{)/.test(line.text) ||
      /(?: {2}|\\|<br\s*\/?>|-->)\s*$/.test(line.text);
    return goesOn && !ends ? { ...line, text: `${line.text.trimEnd()}\\` } : line;
  });
}
