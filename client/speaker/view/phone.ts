/** Invites a phone: a code to scan, drawn here, good once and for a short time; says when a phone has taken it. */

import type { Invitation, PhoneState } from '../../../server/wire/speaker-answers.ts';
import { openDialog } from './dialogs.ts';
import { byId, write } from './dom.ts';
import { notify } from './notice.ts';

/** How often the time left is shown, and the server asked, in milliseconds. */
const TICK_MS = 1_000;

/** Opens the dialog with a new code. `now` returns the server's time. */
export async function invitePhone(now: () => number): Promise<void> {
  const sheet = openDialog('phone');
  const code = byId('phone-code');
  code.classList.remove('spent');
  delete code.dataset.name;
  write(byId('phone-note'), 'Making a code');
  try {
    const [response, { renderSVG }] = await Promise.all([
      fetch('speaker/phone', { method: 'POST' }),
      import('uqr'),
    ]);
    if (!response.ok) throw new Error(await response.text());
    // Written by our own server.
    const invitation = (await response.json()) as Invitation;
    const { address, name, expires } = invitation;
    code.innerHTML = renderSVG(address, { border: 4 });
    const svg = code.querySelector('svg');
    svg?.setAttribute('role', 'img');
    svg?.setAttribute('aria-label', `QR code of ${address}`);
    code.dataset.address = address;
    code.dataset.name = name;
    showRest(expires - now(), code);
    wait(invitation, now, sheet);
  } catch (error) {
    code.replaceChildren();
    const reason = error instanceof Error ? error.message : '';
    write(byId('phone-note'), `There is no code: ${reason.trim() || 'the server did not answer'}`);
  }
}

/** Waits until a phone has used a code, or it expires. The dialog may be closed by then, or show a newer one. */
function wait({ name, expires }: Invitation, now: () => number, sheet: HTMLDialogElement): void {
  const code = byId('phone-code');
  const isShown = () => code.dataset.name === name;
  let isOver = false;
  const turn = setInterval(async () => {
    const rest = expires - now();
    if (isShown()) showRest(rest, code);
    if (rest <= 0) clearInterval(turn);
    if (rest <= 0 || (await isOpen(name)) || isOver) return;
    isOver = true;
    clearInterval(turn);
    notify('A phone has joined');
    if (isShown()) sheet.close();
  }, TICK_MS);
}

/** Returns whether a code is still valid, as far as the server can be asked. */
async function isOpen(name: string): Promise<boolean> {
  try {
    const response = await fetch(`speaker/phone/${name}`);
    // What our own server answers.
    const { state } = (await response.json()) as PhoneState;
    return state !== 'redeemed';
  } catch {
    return true;
  }
}

function showRest(rest: number, code: HTMLElement): void {
  const seconds = Math.ceil(rest / 1000);
  code.classList.toggle('spent', seconds <= 0);
  write(byId('phone-note'), seconds > 0 ? `Good for ${seconds} s` : 'This code is too old. Make a new one.');
}
