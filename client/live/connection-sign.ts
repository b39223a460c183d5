/** The sign that a page has no room: a dot and words, which nobody sees while all is well. */

/** The sign. */
export interface ConnectionSign {
  show(connected: boolean): void;
  remove(): void;
}

/** Most losses are over by then, in milliseconds. */
const LOSS_MS = 1_500;

/** Adds the sign with the words for it. It is said and shown once, when a loss has lasted for so many milliseconds. */
export function addSign(deck: Element, words: string, after = LOSS_MS): ConnectionSign {
  const sign = document.createElement('p');
  sign.className = 'live-sign';
  sign.setAttribute('role', 'status');
  deck.append(sign);
  let late: ReturnType<typeof setTimeout> | undefined;
  const put = (text: string): void => {
    sign.classList.toggle('is-lost', text !== '');
    sign.textContent = text;
  };
  return {
    show(connected) {
      if (!connected) {
        late ??= setTimeout(put, after, words);
        return;
      }
      clearTimeout(late);
      late = undefined;
      put('');
    },
    remove() {
      clearTimeout(late);
      sign.remove();
    },
  };
}
