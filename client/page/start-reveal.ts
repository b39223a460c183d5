/** The moment in which reveal.js replaces the document: all in one task, and undone if it fails. */
import type Reveal from 'reveal.js';
import type { RevealApi, RevealConfig } from 'reveal.js';
import { scrollExactly, scrollToNamed } from './scroll-view.ts';

/** What `startReveal` needs to know. */
interface Start {
  readonly reveal: typeof Reveal;
  readonly deck: HTMLElement;
  readonly options: RevealConfig;
  /** reveal.css. */
  readonly styles: string;
}

/**
 * Gives the page reveal's styles, starts reveal, and answers when it is ready. Rejects, with the page a document again,
 * when `initialize` throws or its own start does: reveal answers a failed start with a promise that never settles, and
 * an unhandled rejection.
 */
export async function startReveal({ reveal, deck, options, styles }: Start): Promise<void> {
  const root = document.documentElement;
  const address = location.hash;
  const element = document.createElement('style');
  element.textContent = styles;
  // Ahead of the page's own styles, so that themes and decks still have the last word.
  document.head.querySelector('style')?.before(element);
  const painted = deck.querySelector<HTMLElement>('.present:not(.stack)');
  document.getElementById('first-paint')?.remove();
  root.classList.remove('painted', 'waiting', 'settled');
  root.classList.add('reveal-ready');

  deck.classList.add('starting');
  scrollExactly(reveal);
  afterStart(reveal, () => {
    deck.classList.remove('starting');
    if (painted) scrollToNamed(reveal, painted, address);
  });
  try {
    // Reveal would push the first slide's address, hear of that as of a new one, and lay all slides out again.
    await Promise.race([reveal.initialize({ ...options, history: false }), failure()]);
    reveal.getConfig().history = options.history ?? false;
  } catch (error) {
    element.remove();
    restoreDocument(root);
    throw error;
  }
}

/** Runs `work` once, when reveal's synchronous start is over and the next frame is not drawn yet. */
function afterStart(reveal: RevealApi, work: () => void): void {
  const onSync = (): void => {
    reveal.off('sync', onSync);
    // `sync` is dispatched from within that start, which itself is a microtask.
    queueMicrotask(work);
  };
  reveal.on('sync', onSync);
}

/** Rejects with the first error that nobody handled. */
function failure(): Promise<never> {
  return new Promise((_, reject) => {
    addEventListener('unhandledrejection', (event) => reject(event.reason), { once: true });
  });
}

/** Takes back what a half-started reveal has done to the slides. */
function restoreDocument(root: HTMLElement): void {
  root.classList.remove('reveal-ready', 'reveal-full-page');
  for (const slide of document.querySelectorAll('.slides, .slides section')) {
    for (const name of ['hidden', 'inert', 'aria-hidden', 'style']) slide.removeAttribute(name);
    slide.classList.remove('present');
  }
}
