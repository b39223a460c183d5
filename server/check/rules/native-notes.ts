/**
 * Reports lines that begin with the word for notes in another language, and headings that are such a word: only `Note:`
 * begins notes, so the audience sees them.
 */

import { COLON, LINE_START } from '../../deck/foreign/foreign-notes.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { codeSpans, inside } from '../../deck/text/fences.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';

/** Such words; in some languages they also introduce a remark to everyone. */
const WORDS = [
  'メモ|ノート|備考|台本|(?:発表者|スピーカー)(?:用)?の?(?:メモ|ノート)',
  '(?:演讲者|讲者|演講者|講者)?(?:备注|備註|笔记|筆記|备忘|備忘)|讲稿|講稿',
  '(?:발표자|발표)?[ ]?(?:메모|노트)|비고|대본',
  'ملاحظ(?:ة|ه|ات)|یادداشت(?:‌?ها)?|نوٹس?|הער(?:ה|ות)',
  'Заметк[аи]|Примечани[ея]|Нотатк[аи]|Примітк[аи]|Бележк[аи]|Белешк[ае]',
  '(?:Sprecher|Redner)?Noti(?:z|zen)|Anmerkung(?:en)?|Notas?|Anotaç(?:ão|ões)|Apunt(?:e|es)|Remarques?|Appunt[io]',
  'Notit(?:ie|ies)|Notatk[ai]|Poznámk[ay]|Notlar|Not|Anteckning(?:ar)?|Notater|Muistiinpano(?:t|ja)?|Jegyzet(?:ek)?',
  'Notițe|Bilješk[ae]|Beleške|Opomb[ae]|Märkme(?:d)?|Piezīmes|Pastabos',
  'Σημει(?:ώσεις|ωση|ωμα)|Ghi chú|Catatan|टिप्पणी|नोट्स?|หมายเหตุ|โน้ต|บันทึก|Bản ghi',
].join('|');

const BOLD = String.raw`(?:\*\*|__)?`;

const LINE = new RegExp(`${LINE_START}${BOLD}(${WORDS})${BOLD}[^\\S\\n]*${COLON}`, 'gimu');

/** A heading with nothing behind the colon. */
const HEADING = new RegExp(
  `${LINE_START}(#{1,6}[^\\S\\n]+${BOLD}(?:Notes?|${WORDS})${BOLD}[^\\S\\n]*${COLON}${BOLD})[^\\S\\n]*#*[^\\S\\n]*$`,
  'gimu',
);

export function* nativeNotes({ slides, settings }: CheckedDeck): Iterable<Diagnostic> {
  if (settings.markdown === '2013') return;
  for (const slide of slides) {
    const { source, format } = slide.slide;
    if (format !== 'markdown') continue;
    const marks = [...source.matchAll(LINE)];
    const headings = [...source.matchAll(HEADING)];
    if (marks.length + headings.length === 0) continue;
    const code = codeSpans(source);
    for (const { 1: mark = '', index } of headings) {
      if (inside(index, code)) continue;
      const reason = `\`${mark}\` is a heading here, and the audience sees what follows`;
      const hint =
        'Notes begin with `Note:` in place of the heading. What is for everyone has a heading without a colon.';
      yield onSlide(slide, { rule: 'native-notes', reason, hint }, mark);
    }
    for (const { 0: line, 1: word = '', index } of marks) {
      if (inside(index, code)) continue;
      const mark = line.slice(line.indexOf(word)).trim();
      const reason = `\`${mark}\` is text here, and the audience sees what follows`;
      const hint = `Notes begin with \`Note:\`; for another word, write \`notesSeparator: "^${word}[:：]"\` in the front matter. What is for everyone may be a callout, \`> [!NOTE]\`.`;
      yield onSlide(slide, { rule: 'native-notes', reason, hint }, mark);
    }
  }
}
