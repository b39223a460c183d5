/** Where the audience reaches this deck, for QR codes: the server knows, since a stage may be open at `localhost`. */
import type { AudienceAddress } from '../../server/wire/audience-address.ts';
import { isLocalHost } from '../../server/wire/local-host.ts';

/** Milliseconds to wait for the server. */
const WAIT_MS = 5_000;

/** Returns the address; undefined where nobody else reaches this page. */
export async function audienceAddress(): Promise<string | undefined> {
  const room = document.querySelector<HTMLElement>('[data-room="windows"]');
  if (room) return room.dataset.address ?? here();
  try {
    const response = await fetch(new URL('audience.json', document.baseURI), {
      cache: 'no-store',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    // Written by our own server.
    if (response.ok) return ((await response.json()) as AudienceAddress).address;
  } catch {
    // Without the network, the address at which this page was once loaded is still the best.
  }
  return here();
}

function here(): string | undefined {
  const { href, hostname, protocol } = new URL('./', document.baseURI);
  return /^https?:$/.test(protocol) && !isLocalHost(hostname) ? href : undefined;
}
