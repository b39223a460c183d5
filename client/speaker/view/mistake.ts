/**
 * Shows that a previous version of the deck is shown, and why, while the view is open; the server does the same
 * in a new page.
 */
import type { Mistake } from '../../../server/wire/protocol.ts';
import { byId } from './dom.ts';

/** Shows a mistake in place of the previous one; removes it if the text is empty. */
export function showMistake({ sentence, text }: Mistake): void {
  const shown = document.querySelector<HTMLDetailsElement>('details.mistake');
  if (sentence === '') {
    shown?.remove();
    return;
  }
  const details = shown ?? makeDetails();
  const [summary, words] = [details.querySelector('summary'), details.querySelector('pre')];
  if (summary?.textContent === sentence && words?.textContent === text) return;
  if (summary) summary.textContent = sentence;
  if (words) words.textContent = text;
  byId('announcement').textContent = sentence;
}

function makeDetails(): HTMLDetailsElement {
  const details = document.createElement('details');
  details.className = 'mistake';
  details.append(document.createElement('summary'), document.createElement('pre'));
  document.body.append(details);
  return details;
}
