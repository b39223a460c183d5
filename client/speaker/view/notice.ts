/** Temporary messages that need no response. */
import { byId, write } from './dom.ts';

/** Milliseconds that a message stays. */
const NOTICE_MS = 6_000;

/** Shows a message, also to screen readers; it replaces the last one. */
export function notify(text: string): void {
  const notice = byId('notice');
  const since = String(performance.now());
  notice.dataset.since = since;
  write(notice, text);
  setTimeout(() => {
    if (notice.dataset.since === since) write(notice, '');
  }, NOTICE_MS);
}
