/** Shows that a page has lost its room: a dot and words, hidden while it is connected. */

/** The sign. */
export interface ConnectionSign {
  /** Hides the sign, or shows it once the interruption has lasted. */
  setConnected(connected: boolean): void;
  remove(): void;
}

/** Milliseconds after which most interruptions are over. */
const LOSS_MS = 1_500;

/** Adds the sign with its words. It is shown and announced once an interruption has lasted `after` milliseconds. */
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
    setConnected(connected) {
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
