/** Keeps the line ends of tools that show each as one. */
import type { Line } from './lines.ts';
import { literalLines } from './literal-lines.ts';

/** What begins another block than a paragraph, or is HTML. */
const OTHER_BLOCK =
  /^\s*(?:$|[-*+]\s|\d+[.)]\s|#{1,6}(?:\s|$)|[>|]|<|`{3,}|~{3,}|\$\$|\[\^?[^\]]+\]:|[=-]{2,}\s*$|\{|!\[[^\]]*\]\([^)]*\)\s*$)/;

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
      !OTHER_BLOCK.test(next.text);
    const ends =
      /^\s*(?:#{1,6}\s|\||<|\$\$|\{)/.test(line.text) || /(?: {2}|\\|<br\s*\/?>|>)\s*$/.test(line.text);
    return goesOn && !ends ? { ...line, text: `${line.text.trimEnd()}\\` } : line;
  });
}
