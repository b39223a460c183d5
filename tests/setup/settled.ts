/** Waits for a server's final pages: its first ones are quick, with other fonts, and make way for them while it runs. */
import { expect, vi } from 'vitest';

/**
 * Waits until a page is the final one, which is compressed. Pages of decks with new pictures become so after others.
 *
 * @throws where that takes longer than four minutes: it is done below other programs' priority, and on a busy machine, where
 * thirty decks are made, one minute was not enough
 */
export async function settled(page: string): Promise<void> {
  const isFinal = async () => {
    const { headers } = await fetch(page, { headers: { 'accept-encoding': 'br' } });
    expect(headers.get('content-encoding')).toBe('br');
  };
  await vi.waitFor(isFinal, { timeout: 240_000, interval: 100 });
}
