/** Keeps text of other tools from being read as ours: what would be notes, a separator or a comment here stays text. */
import { COLON, LINE_START } from '../../deck/foreign/foreign-notes.ts';
import { mapLines, outsideCode, readLines } from '../text/lines.ts';

const NOTES = new RegExp(
  `(${LINE_START}(?:(?:#{1,6}[ \\t]+)?(?:speaker|presenter)(?:['’]s)?[ \\t_-]*)?notes?)(?=\\s*${COLON})`,
  'iu',
);
const SPEAKER_NOTES = new RegExp(
  `(${LINE_START}#{0,6}[ \\t]*(?:speaker|presenter))(?=(?:['’]s)?[ \\t_-]*notes?\\s*$)`,
  'iu',
);
const CARET = new RegExp(`(${LINE_START})(?=[\\^＾][ \\t]*\\S)`, 'u');
const QUESTIONS = new RegExp(`(${LINE_START})(?=[?？]{3}[ \\t]*$)`, 'u');

/** Returns the text of a slide in which nothing is read as notes or a separator. */
export function guarded(text: string, rule = '***'): string {
  const lines = mapLines(readLines(text, 1), (line) => {
    if (/^ {0,3}-(?:[ \t]*-)+[ \t]*$/.test(line)) return ['', rule, ''];
    const safe = line
      .replace(NOTES, '$1\\')
      .replace(SPEAKER_NOTES, '$1&nbsp;')
      .replace(CARET, '$1\\')
      .replace(QUESTIONS, '$1\\');
    return outsideCode(safe, (part) =>
      part.replace(/(?<!\\)[%％]{2,}/g, (marks) => marks.replace(/./g, '\\$&')),
    );
  });
  return lines.map((line) => line.text).join('\n');
}

/** Returns the text of notes in which nothing ends the slide. */
export function guardedNotes(text: string): string {
  return mapLines(readLines(text, 1), (line) => (/^ {0,3}-(?:[ \t]*-)+[ \t]*$/.test(line) ? '***' : line))
    .map((line) => line.text)
    .join('\n');
}
