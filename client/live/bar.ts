/** The quiet corner of a deck page where the room speaks: buttons for the person, and words for screen readers. */

/** A corner with what it holds. */
export interface Bar {
  /** Says something to everyone, or to screen readers only; it is gone after a while. */
  announce(words: string, visible: boolean): void;
  /** Adds a button, hidden at first. */
  addButton(name: string, press: () => void): HTMLButtonElement;
  remove(): void;
}

/** How long words can be read, in milliseconds. */
const WORDS_MS = 4_000;

/** Adds the corner to a deck. */
export function addBar(deck: Element): Bar {
  const bar = document.createElement('div');
  bar.className = 'live-bar';
  // Swiping over it is not for the slides.
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
