/** Splits a deck's lines into slides at rules, and turns headings that dashes underline into those that we have. */
import type { Line } from './lines.ts';

/** A rule of CommonMark, in any of its letters. */
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;

/** Splits at lines that `isRule` accepts. Returns at least one part. */
export function splitAt(
  lines: readonly Line[],
  isRule: (line: Line, before: Line | undefined) => boolean,
): Line[][] {
  const parts: Line[][] = [[]];
  lines.forEach((line, i) => {
    if (!line.isCode && isRule(line, lines[i - 1])) parts.push([]);
    else parts.at(-1)?.push(line);
  });
  return parts;
}

/** Splits at every rule of CommonMark. */
export function splitAtRules(lines: readonly Line[]): Line[][] {
  return splitAt(lines, ({ text }) => RULE.test(text));
}

/** Rewrites `Words⏎---` as `## Words`, since three dashes part slides here. */
export function withoutUnderlines(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const before = result.at(-1);
    const isParagraph =
      before !== undefined &&
      !before.isCode &&
      /\S/.test(before.text) &&
      !/^\s*(?:[-*+]\s|\d+[.)]\s|#{1,6}\s|[>|<]|!\[|\ue000)/.test(before.text) &&
      !RULE.test(before.text);
    if (!line.isCode && isParagraph && /^ {0,3}-+[ \t]*$/.test(line.text)) {
      result.splice(-1, 1, { ...before, text: `## ${before.text.trim()}` });
    } else result.push(line);
  }
  return result;
}

/** Returns the line on which a slide's text begins. */
export function beginOf(lines: readonly Line[], otherwise: number): number {
  return (lines.find(({ text }) => text.trim() !== '') ?? lines[0])?.at ?? otherwise;
}
