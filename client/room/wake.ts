/** Reconnects when the page wakes up, comes back, or gets a network, instead of waiting for the next try. */
import type { Connection } from './connection.ts';

/**
 * Connects at once when there is reason to: phones freeze the timers of a page that is out of sight, and iPhones close its
 * sockets without a word. A page that is left disconnects, so that browsers can keep it in
 * the back/forward cache.
 */
export function reconnectOnWake(connection: Pick<Connection, 'wake' | 'stop'>): void {
  const wake = (): void => connection.wake();
  // A connection over another network is dead.
  addEventListener('online', () => connection.wake(0));
  addEventListener('pageshow', wake);
  addEventListener('pagehide', () => connection.stop());
  document.addEventListener('resume', wake);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) wake();
  });
}
