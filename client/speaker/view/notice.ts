/** Quiet words above the console, gone after a while: nothing that has to be answered. */
import { byId, write } from './dom.ts';

/** How long they can be read, in milliseconds. */
const NOTICE_MS = 6_000;

/** Says something, to screen readers as well; the newest words stand. */
export function notify(text: string): void {
  const notice = byId('notice');
  const since = String(performance.now());
  notice.dataset.since = since;
  write(notice, text);
  setTimeout(() => {
    if (notice.dataset.since === since) write(notice, '');
  }, NOTICE_MS);
}
