/** The page's sheets: dialogs that open above the console and never stand in the way of a clicker. */
import { byId } from './dom.ts';

/** Opens a sheet; all others close. */
export function openDialog(id: string): HTMLDialogElement {
  const sheet = byId(id, HTMLDialogElement);
  for (const other of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) {
    if (other !== sheet) other.close();
  }
  if (!sheet.open) sheet.showModal();
  return sheet;
}

/** The sheet that is open. */
export function currentDialog(): HTMLDialogElement | undefined {
  return document.querySelector<HTMLDialogElement>('dialog[open]') ?? undefined;
}

/** Closes the sheet that is open, as a step does: no clicker is caught in one. What it asked is answered with no. */
export function closeDialog(): void {
  const sheet = currentDialog();
  if (!sheet) return;
  // Until the next frame a field would keep the focus, and with it the next key.
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && sheet.contains(activeElement)) activeElement.blur();
  sheet.close();
}

/** Makes a tap outside a sheet close it. */
export function closeByTapOutside(): void {
  for (const sheet of document.querySelectorAll('dialog')) {
    sheet.addEventListener('click', (event) => {
      // The backdrop's clicks are the dialog's own; its contents fill it to the edge.
      if (event.target === sheet) sheet.close();
    });
  }
}

/** Asks before something that can't be taken back. */
export async function ask(question: string, consequence: string): Promise<boolean> {
  const sheet = openDialog('confirm');
  const [heading, text] = [sheet.querySelector('h2'), sheet.querySelector('p')];
  if (heading) heading.textContent = question;
  if (text) text.textContent = consequence;
  sheet.returnValue = '';
  await new Promise((resolve) => sheet.addEventListener('close', resolve, { once: true }));
  return sheet.returnValue === 'yes';
}
