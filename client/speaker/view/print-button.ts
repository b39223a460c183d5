/** What the server prints, where it has a browser for that. */
import { byId } from './dom.ts';

/** Shows the way to it if there is one. */
export async function showPrintButton(): Promise<void> {
  try {
    const response = await fetch('speaker/paper.json');
    if (!response.ok) return;
    // What our own server answers.
    const { isThere } = (await response.json()) as { readonly isThere: boolean };
    byId('paper-button').hidden = !isThere;
  } catch {
    // A server that can't be asked can't print.
  }
}
