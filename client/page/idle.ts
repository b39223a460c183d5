/** Work that may wait until the browser has nothing better to do. */

/** Earliest start of such work, in milliseconds: the first slide's own fonts and pictures have the network until then. */
const EARLIEST = 250;

/** Latest start after that: a page that never rests gets it all the same. */
const LATEST = 2000;

/** Runs `work` when the first slide has settled and the browser is idle. Safari has no `requestIdleCallback`. */
export function whenIdle(work: () => void): void {
  setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: LATEST });
    else work();
  }, EARLIEST);
}
