/** What a speaker view says whose deck cannot be shown as it is now: that everyone sees it as it was, and why. */
import { escapeHtml } from '../deck/html/escape.ts';

/** A sentence, and what is wrong and where. It may quote notes. */
export interface MistakeWords {
  readonly sentence: string;
  readonly text: string;
}

/** The words for a deck's mistakes; without any, its files are gone. */
export function mistakeWords(errors: readonly string[]): MistakeWords {
  return errors.length > 0
    ? { sentence: 'This deck has a mistake: it is shown as it was before', text: errors.join('\n\n') }
    : {
        sentence: 'This deck’s files are gone: it is shown as it was until the talk ends',
        text: 'Put them back, and save.',
      };
}

/**
 * The element, to be put behind the end of the page: the parser moves it to the end of its body. A view that is open makes
 * it itself (client/speaker/view/mistake.ts).
 */
export function mistakeAside(errors: readonly string[]): string {
  const { sentence, text } = mistakeWords(errors);
  return `<details class="mistake"><summary>${sentence}</summary><pre>${escapeHtml(text)}</pre></details>\n`;
}
