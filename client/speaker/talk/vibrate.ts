/** Vibrates briefly, if the device can. */
export function vibrate(): void {
  if ('vibrate' in navigator) navigator.vibrate(12);
}
