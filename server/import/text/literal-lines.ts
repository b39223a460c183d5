/** Lines that are no Markdown, although they stand outside of code: HTML, styles, scripts, comments and formulas. */
import { type Line, rewriteBetween } from './lines.ts';

/** What begins such a stretch, and what ends it. */
const STRETCHES: readonly (readonly [begin: RegExp, end: RegExp])[] = [
  [/<style\b/i, /<\/style\s*>/i],
  [/<script\b/i, /<\/script\s*>/i],
  [/<pre\b/i, /<\/pre\s*>/i],
  [/<!--/, /-->/],
  [/^\s*\$\$/, /\$\$\s*$/],
  // Such a block goes on to a blank line.
  [
    /^ {0,3}<\/?(?:address|article|aside|blockquote|center|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|iframe|main|nav|[ou]l|p|section|summary|table|tbody|td|th|thead|tr)\b/i,
    /^\s*$/,
  ],
];

/** Returns the lines of HTML, comments and formulas that stand on lines of their own. */
export function literalLines(lines: readonly Line[]): ReadonlySet<Line> {
  const found = new Set<Line>();
  let end: RegExp | undefined;
  for (const line of lines) {
    if (line.isCode && !end) continue;
    let rest = line.text;
    if (!end) {
      const stretch = STRETCHES.find(([begin]) => begin.test(rest));
      if (!stretch) continue;
      const [begin] = stretch;
      rest = rest.slice((begin.exec(rest)?.index ?? 0) + 2);
      end = stretch[1];
      if (end.test(rest)) {
        end = undefined;
        continue;
      }
    } else if (end.test(rest)) end = undefined;
    found.add(line);
  }
  return found;
}

/** A formula within a line. */
const FORMULA = /\$\$[^$\n]+\$\$|(?<![\\$])\$(?![\s$])[^$\n]*?[^\s\\$]\$(?!\d)|\\\([^\n]*?\\\)/g;

/** Rewrites a text outside of its formulas, tags and addresses. */
export function outsideFormulas(text: string, rewrite: (part: string) => string): string {
  return rewriteBetween(text, FORMULA, (part) => rewriteBetween(part, TAG_OR_ADDRESS, rewrite));
}

const TAG_OR_ADDRESS = /<\/?[a-z][^<>]*>|<!--.*?-->|\bhttps?:\/\/[^\s<>()]+|\]\([^)\s]*/gi;
