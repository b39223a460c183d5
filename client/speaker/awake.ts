/** Keeps the screen on while the page is looked at, where the browser allows it: in secure contexts, after a touch. */

/** Asks again whenever the page is back: the browser lets go when it is hidden. Says nothing where it can't be had. */
export function keepAwake(): void {
  if (!('wakeLock' in navigator)) return;
  let lock: WakeLockSentinel | undefined;
  const hold = async () => {
    if (document.hidden || (lock && !lock.released)) return;
    try {
      lock = await navigator.wakeLock.request('screen');
    } catch {
      // A low battery, or no touch yet: the next touch asks again.
    }
  };
  document.addEventListener('visibilitychange', hold);
  document.addEventListener('pointerup', hold);
  hold();
}

/** A tick that the thumb feels, where there is one. */
export function tick(): void {
  if ('vibrate' in navigator) navigator.vibrate(12);
}
