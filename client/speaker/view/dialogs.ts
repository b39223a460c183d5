/** The page's dialogs, which never get in a clicker's way. */
import { byId } from './dom.ts';

/** Opens a dialog; all others close. */
export function openDialog(id: string): HTMLDialogElement {
  const sheet = byId(id, HTMLDialogElement);
  for (const other of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) {
    if (other !== sheet) other.close();
  }
  if (!sheet.open) sheet.showModal();
  return sheet;
}

/** Returns the open dialog. */
export function currentDialog(): HTMLDialogElement | undefined {
  return document.querySelector<HTMLDialogElement>('dialog[open]') ?? undefined;
}

/** Closes the open dialog, as a step does, so that it never catches a clicker. A question is answered with no. */
export function closeDialog(): void {
  const sheet = currentDialog();
  if (!sheet) return;
  // A field would keep the focus until the next frame, and receive the next key.
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && sheet.contains(activeElement)) activeElement.blur();
  sheet.close();
}

/** Closes a dialog by a tap outside of it. */
export function closeByTapOutside(): void {
  for (const sheet of document.querySelectorAll('dialog')) {
    sheet.addEventListener('click', (event) => {
      // Clicks on the backdrop have the dialog as their target; its contents fill it completely.
      if (event.target === sheet) sheet.close();
    });
  }
}

/** Asks before something that cannot be undone. */
export async function ask(question: string, consequence: string): Promise<boolean> {
  const sheet = openDialog('confirm');
  const [heading, text] = [sheet.querySelector('h2'), sheet.querySelector('p')];
  if (heading) heading.textContent = question;
  if (text) text.textContent = consequence;
  sheet.returnValue = '';
  await new Promise((resolve) => sheet.addEventListener('close', resolve, { once: true }));
  return sheet.returnValue === 'yes';
}
