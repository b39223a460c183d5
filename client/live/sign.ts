/** The sign that a stage has lost its room: a dot and words, which nobody sees while all is well. */

/** The sign. */
export interface Sign {
  show(connected: boolean): void;
  remove(): void;
}

/** Adds the sign; its style keeps it back for a moment, since most losses are over by then. */
export function addSign(deck: Element): Sign {
  const sign = document.createElement('p');
  sign.className = 'live-sign';
  sign.setAttribute('role', 'status');
  deck.append(sign);
  return {
    show(connected) {
      sign.classList.toggle('is-lost', !connected);
      sign.textContent = connected ? '' : 'Not connected: the talk goes on here';
    },
    remove: () => sign.remove(),
  };
}
