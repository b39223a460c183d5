/** The corner of a deck page with the room's buttons and messages. */

/** The corner and its contents. */
export interface Bar {
  /** Announces a message to everyone, or to screen readers only; it disappears after a while. */
  announce(words: string, visible: boolean): void;
  /** Adds a button, hidden at first. */
  addButton(name: string, press: () => void): HTMLButtonElement;
  remove(): void;
}

/** Milliseconds that a message stays. */
const WORDS_MS = 4_000;

/** Adds the corner to a deck. */
export function addBar(deck: Element): Bar {
  const bar = document.createElement('div');
  bar.className = 'live-bar';
  // Swipes over it do not change slides.
  bar.dataset.preventSwipe = '';
  const words = document.createElement('p');
  words.className = 'live-words';
  words.setAttribute('role', 'status');
  bar.append(words);
  deck.append(bar);
  let gone: ReturnType<typeof setTimeout> | undefined;
  return {
    announce(text, visible) {
      clearTimeout(gone);
      words.textContent = text;
      words.classList.toggle('is-visible', visible);
      gone = setTimeout(() => {
        words.textContent = '';
      }, WORDS_MS);
    },
    addButton(name, press) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = name;
      button.hidden = true;
      button.addEventListener('click', press);
      button.addEventListener('keydown', (event) => {
        // These keys press it; to reveal.js they mean the next slide.
        if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
      });
      bar.append(button);
      return button;
    },
    remove: () => bar.remove(),
  };
}
