/** What the server prints, where it has a browser for that. */
import type { PaperAnswer } from '../../../server/wire/speaker-answers.ts';
import { byId } from './dom.ts';

/** Shows the button if the server can print. */
export async function showPrintButton(): Promise<void> {
  try {
    const response = await fetch('speaker/paper.json');
    if (!response.ok) return;
    // What our own server answers.
    const { isThere } = (await response.json()) as PaperAnswer;
    byId('paper-button').hidden = !isThere;
  } catch {
    // A server that does not respond cannot print.
  }
}
