/** A slide's text line by line, each with its place in the source, so that the report can name it after any rewriting. */
import { codeSpans } from '../../deck/text/fences.ts';

/** A line of the source, or of what was made of it. */
export interface Line {
  readonly text: string;
  /** Its line in the source, from 1. */
  readonly at: number;
  /** Whether it belongs to a code fence, its first and last line included. */
  readonly isCode: boolean;
}

/** Splits a text that begins on line `first`. */
export function readLines(text: string, first: number): Line[] {
  const code = codeSpans(text);
  let offset = 0;
  return text.split('\n').map((line, i) => {
    const start = offset;
    offset += line.length + 1;
    const isCode = code.some((span) => start >= span.start && start < Math.max(span.end, span.start + 1));
    return { text: line, at: first + i, isCode };
  });
}

/** Returns the text of lines, without blank lines around it, and with one blank line in place of several. */
export function textOf(lines: readonly Line[]): string {
  const kept = lines.filter(
    (line, i) => line.isCode || !isBlank(line) || (i > 0 && !isBlank(lines[i - 1] ?? line)),
  );
  return kept
    .map(({ text, isCode }) => (isCode ? text : text.trimEnd().concat(/\S {2,}$/.test(text) ? '  ' : '')))
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

/** Counts the line ends of a text. */
export function lineEnds(text: string): number {
  return text.split('\n').length - 1;
}

/** Returns whether a line is blank, and not part of code. */
export function isBlank({ text, isCode }: Line): boolean {
  return !isCode && text.trim() === '';
}

/** Matches a code span. */
const CODE_SPAN = /(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g;

/** Rewrites a line's text outside of code spans. */
export function outsideCode(text: string, rewrite: (part: string) => string): string {
  return rewriteBetween(text, CODE_SPAN, rewrite);
}

/** Rewrites what stands before, between and after the matches of a global pattern. */
export function rewriteBetween(text: string, apart: RegExp, rewrite: (part: string) => string): string {
  let from = 0;
  let result = '';
  for (const { 0: found, index } of text.matchAll(apart)) {
    result += rewrite(text.slice(from, index)) + found;
    from = index + found.length;
  }
  return result + rewrite(text.slice(from));
}

/** Rewrites the words of lines: what is neither in a fence nor in a code span. */
export function mapWords(lines: readonly Line[], rewrite: (part: string, at: number) => string): Line[] {
  return lines.map((line) =>
    line.isCode ? line : { ...line, text: outsideCode(line.text, (part) => rewrite(part, line.at)) },
  );
}

/** Rewrites whole lines outside of fences; several lines may take the place of one, or none. */
export function mapLines(
  lines: readonly Line[],
  rewrite: (text: string, at: number) => string | readonly string[],
): Line[] {
  return lines.flatMap((line) => {
    if (line.isCode) return [line];
    return [rewrite(line.text, line.at)].flat().map((text) => ({ ...line, text }));
  });
}

/** Makes lines of what a converter writes for the source's line `at`. */
export function written(at: number, ...texts: readonly string[]): Line[] {
  return texts.map((text) => ({ text, at, isCode: false }));
}

/** A code fence: its marks, its info string, and the lines between. */
export interface Fence {
  readonly indent: string;
  readonly marks: string;
  readonly info: string;
  readonly content: readonly Line[];
  readonly at: number;
}

/** Rewrites code fences. */
export function mapFences(
  lines: readonly Line[],
  rewrite: (fence: Fence) => readonly Line[] | undefined,
): Line[] {
  const result: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    const [, indent = '', marks, info = ''] =
      (line.isCode && /^([ \t>]*)(`{3,}|~{3,})(.*)$/.exec(line.text)) || [];
    if (marks === undefined) {
      result.push(line);
      continue;
    }
    let end = i + 1;
    const closes = new RegExp(`^[ \\t>]*\\${marks[0] ?? '`'}{${marks.length},}[ \\t]*$`);
    while (end < lines.length && !closes.test(lines[end]?.text ?? '')) end++;
    const content = lines.slice(i + 1, end);
    const own = lines.slice(i, end + 1);
    result.push(...(rewrite({ indent, marks, info: info.trim(), content, at: line.at }) ?? own));
    i = end;
  }
  return result;
}

/** Writes a fence anew, with another info string. */
export function fenceLines({ indent, marks, content, at }: Fence, info: string): Line[] {
  const mark = (text: string): Line => ({ text: indent + text, at, isCode: true });
  return [mark(marks + info), ...content, mark(marks)];
}
