/** Defers work until the browser is idle. */

/** Earliest start, in milliseconds: until then, the network is left to the first slide's fonts and pictures. */
const EARLIEST = 250;

/** Latest start after that, for a page that is never idle. */
const LATEST = 2000;

/** Latest start of each piece of work. */
const NEXT = 100;

/** Runs `work` when the browser is idle after the first slide. Safari has no `requestIdleCallback`. */
export function whenIdle(work: () => void): void {
  setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: LATEST });
    else work();
  }, EARLIEST);
}

/** Calls `work` whenever the browser is idle, and resolves once it returns true. */
export async function untilDone(work: () => boolean): Promise<void> {
  while (!work())
    await new Promise((resolve) => {
      if ('requestIdleCallback' in window) requestIdleCallback(resolve, { timeout: NEXT });
      else setTimeout(resolve);
    });
}
