/** Work that may wait until the browser has nothing better to do. */

/** Latest start of such work, in milliseconds: a page that never rests gets it all the same. */
const LATEST = 2000;

/** Runs `work` when the browser is idle. Safari has no `requestIdleCallback`, there a timer has to do. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: LATEST });
  else setTimeout(work, 200);
}
