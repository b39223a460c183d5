/** Writes the notice in a speaker view whose deck cannot be shown in its newest version. */
import { escapeHtml } from '../deck/html/escape.ts';

/** A sentence, and what is wrong and where. It may quote notes. */
export interface MistakeWords {
  readonly sentence: string;
  readonly text: string;
}

/** Returns the words for a deck's mistakes; without any, its files are missing. */
export function mistakeWords(errors: readonly string[]): MistakeWords {
  return errors.length > 0
    ? { sentence: 'This deck has a mistake: it is shown as it was before', text: errors.join('\n\n') }
    : {
        sentence: 'This deck’s files are gone: it is shown as it was until the talk ends',
        text: 'Put them back, and save.',
      };
}

/**
 * Returns the element, to be appended to the page: parsers move it into the body. An open view creates it
 * itself (client/speaker/view/mistake.ts).
 */
export function mistakeAside(errors: readonly string[]): string {
  const { sentence, text } = mistakeWords(errors);
  return `<details class="mistake"><summary>${sentence}</summary><pre>${escapeHtml(text)}</pre></details>\n`;
}
