/** A tick that the thumb feels, where there is one. */
export function vibrate(): void {
  if ('vibrate' in navigator) navigator.vibrate(12);
}
