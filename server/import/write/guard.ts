/** Keeps text of other tools from being read as ours: what would be notes, a separator or a comment here stays text. */
import { COLON, LINE_START } from '../../deck/foreign/foreign-notes.ts';
import { type Line, mapLines, outsideCode, readLines } from '../text/lines.ts';

const NOTES = new RegExp(
  `(${LINE_START}(?:(?:#{1,6}[ \\t]+)?(?:speaker|presenter)(?:['’]s)?[ \\t_-]*)?notes?)(?=\\s*${COLON})`,
  'iu',
);
const SPEAKER_NOTES = new RegExp(
  `(${LINE_START}#{0,6}[ \\t]*(?:speaker|presenter))(?=(?:['’]s)?[ \\t_-]*notes?\\s*$)`,
  'iu',
);

const MARK = new RegExp(`(${LINE_START})(?=[\\^＾][ \\t]*\\S|[?？]{3}[ \\t]*$)`, 'u');

/** What else begins notes in any tool's words. Where a deck of Markdown has it, it may be meant so, and stays private. */
const NOTES_ELSEWHERE = new RegExp(
  `(${LINE_START})(?=\\.notes?\\s*${COLON}|${COLON}{3,}[ \\t]*\\S*notes?|\\{\\{[<%])`,
  'iu',
);

const RULE = /^ {0,3}-(?:[ \t]*-)+[ \t]*$/;

/** Returns the text of a slide in which nothing is read as notes or a separator. */
export function guarded(text: string, rule = '***'): string {
  const lines = mapLines(withHeadings(diagramsApart(readLines(text, 1))), (line) => {
    if (RULE.test(line)) return ['', rule, ''];
    return withoutMarks(line.replace(NOTES, '$1\\').replace(SPEAKER_NOTES, '$1&nbsp;'));
  });
  return lines.map((line) => line.text).join('\n');
}

/** Takes the text of diagrams in HTML as code: `%%` begins a comment there. */
function diagramsApart(lines: readonly Line[]): Line[] {
  let isInside = false;
  return lines.map((line) => {
    if (/<(?:div|pre)\b[^>]*\bclass=["']?mermaid\b/i.test(line.text)) isInside = true;
    const isCode = line.isCode || isInside;
    if (/<\/(?:div|pre)>/i.test(line.text)) isInside = false;
    return { ...line, isCode };
  });
}

/** Writes headings that are underlined with dashes as others are: the dashes would begin a slide. */
function withHeadings(lines: readonly Line[]): Line[] {
  return lines.flatMap((line, i) => {
    const [before, next] = [lines[i - 1], lines[i + 1]];
    const isHeading = (words: Line | undefined, dashes: Line | undefined) =>
      words !== undefined &&
      dashes !== undefined &&
      !words.isCode &&
      !dashes.isCode &&
      /^ {0,3}-{2,}[ \t]*$/.test(dashes.text) &&
      /^ {0,3}(?![#>*+<|`{~-]|\d+[.)]\s)\S/.test(words.text);
    if (isHeading(before, line)) return [];
    return [isHeading(line, next) ? { ...line, text: `## ${line.text.trim()}` } : line];
  });
}

/** Returns the text of notes in which nothing ends the slide, or hides the next one. */
export function guardedNotes(text: string): string {
  return mapLines(readLines(text, 1), (line) => (RULE.test(line) ? '***' : withoutMarks(literalLine(line))))
    .map((line) => line.text)
    .join('\n');
}

/** Returns a line of plain text in which nothing is read as notes of another tool. */
export function literalLine(line: string): string {
  return line.replace(NOTES_ELSEWHERE, '$1\\');
}

/** Words in formulas, in which MathJax shows `_` as it is. */
const TEX_WORDS = /\\text(?:bf|it|rm|sf|tt)?\{[^{}$]*\}/g;

/** Returns a line without the marks of comments and notes. A tag that is only text is looked at for them, too. */
function withoutMarks(line: string): string {
  return outsideCode(line.replace(MARK, '$1\\'), (part) =>
    part
      .replace(TEX_WORDS, (words) => words.replace(/(?<!\\)_/g, '\\_'))
      .replace(/(?<!\\)[%％]{2,}/g, (marks) => marks.replace(/./g, '\\$&'))
      .replace(/(?<!\\)((?:\\\\)*)\\<(?=[a-z/!?])/gi, '$1&lt;'),
  );
}
