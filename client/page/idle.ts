/** Defers work until the browser is idle. */

/** Earliest start, in milliseconds: until then, the network is left to the first slide's fonts and pictures. */
const EARLIEST = 250;

/** Latest start after that, for a page that is never idle. */
const LATEST = 2000;

/** Runs `work` when the browser is idle after the first slide. Safari has no `requestIdleCallback`. */
export function whenIdle(work: () => void): void {
  setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: LATEST });
    else work();
  }, EARLIEST);
}
