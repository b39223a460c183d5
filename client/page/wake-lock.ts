/** Keeps the screen on while there is reason to, where the browser allows it: in secure contexts, for pages in sight. */

/**
 * Creates a switch. While it is on, the browser is asked again whenever the page is back, since it lets go of a page that is
 * hidden, and at each act of the person, since it may want one first. Says nothing where it cannot be had.
 */
export function createWakeLock(): (wanted: boolean) => void {
  let isWanted = false;
  let isAsking = false;
  let lock: WakeLockSentinel | undefined;

  const hold = async (): Promise<void> => {
    if (!isWanted || isAsking || document.hidden || (lock && !lock.released)) return;
    isAsking = true;
    try {
      lock = await navigator.wakeLock.request('screen');
    } catch {
      // A low battery, or no act yet: the next one asks again.
    }
    isAsking = false;
    // It may have been switched off meanwhile.
    if (!isWanted) await lock?.release();
  };

  if ('wakeLock' in navigator) {
    document.addEventListener('visibilitychange', hold);
    for (const act of ['pointerup', 'keyup']) document.addEventListener(act, hold);
  }
  return (wanted) => {
    isWanted = wanted;
    if (!('wakeLock' in navigator)) return;
    if (wanted) hold();
    else lock?.release();
  };
}

/** Keeps it on while the page fills the screen, by its own key or by the browser's. */
export function keepAwakeInFullScreen(): void {
  const keep = createWakeLock();
  const filled = matchMedia(FILLED);
  const look = (): void => keep(document.fullscreenElement !== null || filled.matches);
  document.addEventListener('fullscreenchange', look);
  filled.addEventListener('change', look);
  look();
}

/** Matches a page that fills the screen, whoever has asked for it. */
const FILLED = '(display-mode: fullscreen)';
