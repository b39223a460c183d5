/** Invites a phone: a code to scan, drawn here, good once and for a short time. */
import { byId, write } from './dom.ts';
import { openSheet } from './sheets.ts';

/** What the server answers. */
interface Invitation {
  readonly address: string;
  /** When it ends, in milliseconds since 1970 on the server's clock. */
  readonly expires: number;
}

let countdown: ReturnType<typeof setInterval> | undefined;

/** Opens the sheet with a fresh code. `now` is the server's time. */
export async function invitePhone(now: () => number): Promise<void> {
  const sheet = openSheet('phone');
  const code = byId('phone-code');
  code.classList.remove('spent');
  clearInterval(countdown);
  sheet.addEventListener('close', () => clearInterval(countdown), { once: true });
  write(byId('phone-note'), 'Making a code');
  try {
    const [response, { renderSVG }] = await Promise.all([
      fetch('speaker/phone', { method: 'POST' }),
      import('uqr'),
    ]);
    if (!response.ok) throw new Error(await response.text());
    // What our own server answers.
    const { address, expires } = (await response.json()) as Invitation;
    code.innerHTML = renderSVG(address, { border: 4 });
    const svg = code.querySelector('svg');
    svg?.setAttribute('role', 'img');
    svg?.setAttribute('aria-label', `QR code of ${address}`);
    code.dataset.address = address;
    const count = () => showRest(expires - now(), code);
    countdown = setInterval(count, 1000);
    count();
  } catch (error) {
    code.replaceChildren();
    const reason = error instanceof Error ? error.message : '';
    write(byId('phone-note'), `There is no code: ${reason.trim() || 'the server did not answer'}`);
  }
}

function showRest(rest: number, code: HTMLElement): void {
  const seconds = Math.ceil(rest / 1000);
  if (seconds > 0) {
    write(byId('phone-note'), `Good for ${seconds} s`);
    return;
  }
  clearInterval(countdown);
  code.classList.add('spent');
  write(byId('phone-note'), 'This code is too old. Make a new one.');
}
