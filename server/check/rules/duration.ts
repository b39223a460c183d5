/** Reports a planned duration that the deck exceeds. */

import { attribute, parseHtml, textOf } from '../../deck/html/tree.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { CheckedDeck } from '../deck/checked-deck.ts';

/** Words per minute of a talk. */
const WORDS_A_MINUTE = 130;

/** Seconds that even a short slide is shown; less for quick ones in a stack. */
const LEAST_SECONDS = 5;

/** Factor by which the notes may exceed the time: they are rarely read out in full. */
const TOLERANCE = 1.1;

export function* duration({ file, text, settings, slides }: CheckedDeck): Iterable<Diagnostic> {
  const { duration: minutes } = settings;
  if (minutes === undefined) return;
  const tell = (reason: string, hint: string): Diagnostic => {
    return { file, ...placeOf(text), rule: 'duration', reason, hint };
  };
  const timings = slides.map(({ section }) => Number(attribute(section, 'data-timing') ?? Number.NaN));
  const spoken = slides.map(({ notes }) => (wordsIn(notes) / WORDS_A_MINUTE) * 60);
  // The time that the author set for a slide, else that of its notes, else the minimum.
  const seconds = slides.map((_, i) => {
    const timing = timings[i] ?? Number.NaN;
    return timing > 0 ? timing : Math.max(spoken[i] ?? 0, LEAST_SECONDS);
  });
  const needed = seconds.reduce((sum, one) => sum + one, 0) / 60;
  if (needed <= minutes * TOLERANCE) return;
  yield tell(
    `the plan is ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, but ${slides.length} slides with their notes take about ${Math.ceil(needed)}`,
    `Counted are \`data-timing\`, else ${WORDS_A_MINUTE} words of notes a minute and at least ${LEAST_SECONDS} seconds a slide.`,
  );
}

function wordsIn(html: string): number {
  return textOf(parseHtml(html)).match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}

/** Returns where the front matter sets the duration; the first line where the site does. */
function placeOf(text: string): { line: number; column: number } {
  const front = /^---[ \t]*\r?\n([\s\S]*?)^(?:---|\.\.\.)/m.exec(text)?.[0] ?? '';
  const line = front.split('\n').findIndex((one) => /^["']?duration["']?\s*:/.test(one));
  return { line: line === -1 ? 1 : line + 1, column: 1 };
}
