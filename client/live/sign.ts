/** The sign that a page has no room: a dot and words, which nobody sees while all is well. */

/** The sign. */
export interface Sign {
  show(connected: boolean): void;
  remove(): void;
}

/** Adds the sign with the words for it; its style keeps it back for a moment, since most losses are over by then. */
export function addSign(deck: Element, words: string): Sign {
  const sign = document.createElement('p');
  sign.className = 'live-sign';
  sign.setAttribute('role', 'status');
  deck.append(sign);
  return {
    show(connected) {
      sign.classList.toggle('is-lost', !connected);
      sign.textContent = connected ? '' : words;
    },
    remove: () => sign.remove(),
  };
}
