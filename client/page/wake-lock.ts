/** Keeps the screen on, where the browser allows it: in secure contexts, for visible pages. */

/**
 * Creates a switch. While it is on, the lock is requested again whenever the page becomes visible, since
 * browsers release the lock of a hidden page, and at each user action, since they may require one. Failures are
 * ignored.
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
      // A low battery, or no user action yet: the next one tries again.
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

/** Keeps the screen on while the page is in full screen, by its own key or by the browser's. */
export function keepAwakeInFullScreen(): void {
  const keep = createWakeLock();
  const filled = matchMedia(FILLED);
  const look = (): void => keep(document.fullscreenElement !== null || filled.matches);
  document.addEventListener('fullscreenchange', look);
  filled.addEventListener('change', look);
  look();
}

/** Matches a page in full screen, whoever has requested it. */
const FILLED = '(display-mode: fullscreen)';
