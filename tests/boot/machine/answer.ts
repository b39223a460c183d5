/** Waits for a server's first answer while its machine boots. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Console } from './console.ts';

/** Milliseconds between two attempts, and after which one is given up: what is sent before a machine listens is lost. */
const [PAUSE_MS, PATIENCE_MS] = [100, 20_000];

/** Milliseconds after which a machine is not waited for any longer. */
const LIMIT_MS = 180_000;

/**
 * Resolves once `/healthz` answers. Attempts overlap: an answer may take longer than the pause between them, and those from
 * before the start may never be answered. @throws with the console's last lines where none does
 */
export async function firstAnswer(address: string, console: Console): Promise<void> {
  const gaveUp = new AbortController();
  const until = Date.now() + LIMIT_MS;
  let isThere = false;
  while (!isThere && !console.isClosed && Date.now() < until) {
    const signal = AbortSignal.any([gaveUp.signal, AbortSignal.timeout(PATIENCE_MS)]);
    fetch(`${address}healthz`, { signal }).then(
      ({ ok }) => {
        isThere ||= ok;
      },
      () => {},
    );
    await sleep(PAUSE_MS);
  }
  gaveUp.abort();
  if (!isThere) throw new Error(`Nothing answered at ${address}:\n${console.text.slice(-4000)}`);
}
