/** Tells a connection when the page wakes, comes back or gets a network: then it should not wait for its next try. */
import type { Connection } from './connection.ts';

/**
 * Connects at once when there is reason to. A page that is left gives its connection up, so that browsers can keep the
 * page itself for when its reader comes back.
 */
export function reconnectOnWake(connection: Pick<Connection, 'wake' | 'stop'>): void {
  const wake = (): void => connection.wake();
  // What was connected over another network is not connected any more.
  addEventListener('online', () => connection.wake(0));
  addEventListener('pageshow', wake);
  addEventListener('pagehide', () => connection.stop());
  document.addEventListener('resume', wake);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) wake();
  });
}
