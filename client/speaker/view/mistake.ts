/** Says that the deck is shown as it was before, and why, while the view is open: as the server does in a page. */
import type { Mistake } from '../../../server/wire/protocol.ts';
import { byId } from './dom.ts';

/** Shows a mistake in the place of the former one; one without words is none. */
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
