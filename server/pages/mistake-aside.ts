/** What stands in a speaker view whose deck cannot be shown as it is now: that everyone sees it as it was, and why. */
import { escapeHtml } from '../deck/escape.ts';

/** The element, to be put behind the end of the page: the parser moves it to the end of its body. It may quote notes. */
export function mistakeAside(errors: readonly string[]): string {
  const [sentence, text] =
    errors.length > 0
      ? ['This deck has a mistake: it is shown as it was before', errors.join('\n\n')]
      : ['This deck’s files are gone: it is shown as it was until the talk ends', 'Put them back, and save.'];
  return `<details class="mistake"><summary>${sentence}</summary><pre>${escapeHtml(text)}</pre></details>\n`;
}
