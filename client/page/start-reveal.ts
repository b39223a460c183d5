/** Starts reveal.js on the page: all in one task, and undone if it fails. */
import type Reveal from 'reveal.js';
import type { RevealApi, RevealConfig } from 'reveal.js';
import type { PutIn } from './later/later-slides.ts';
import { scrollExactly, scrollToNamed } from './scroll-view.ts';

/** The parameters of `startReveal`. */
interface Start {
  readonly reveal: typeof Reveal;
  readonly deck: HTMLElement;
  readonly options: RevealConfig;
  /** reveal.css. */
  readonly styles: string;
  /** Puts in the slides that were left as text for the start. */
  readonly putIn: PutIn;
}

/**
 * Adds reveal.js's styles, starts it, and resolves when it is ready. If starting fails, restores the document
 * and rejects: reveal.js itself answers a failed start with a promise that never settles, and an unhandled
 * rejection.
 */
export async function startReveal({ reveal, deck, options, styles, putIn }: Start): Promise<void> {
  const root = document.documentElement;
  const address = location.hash;
  const element = document.createElement('style');
  element.textContent = styles;
  // Before the page's own styles, so that themes and decks override them.
  document.head.querySelector('style')?.before(element);
  const painted = deck.querySelector<HTMLElement>('.present:not(.stack)');
  document.getElementById('first-paint')?.remove();
  root.classList.remove('painted', 'waiting', 'settled');
  root.classList.add('reveal-ready');

  scrollExactly(reveal);
  afterStart(reveal, () => {
    if (painted) scrollToNamed(reveal, painted, address);
  });
  try {
    // Otherwise reveal.js would push the first slide's address, handle that as a change, and lay out all slides
    // again.
    await Promise.race([reveal.initialize({ ...options, history: false }), failure()]);
    reveal.getConfig().history = options.history ?? false;
  } catch (error) {
    element.remove();
    restoreDocument(root);
    putIn();
    throw error;
  }
  // first-paint.ts has kept what was pressed until now.
  dispatchEvent(new Event('lectern:started'));
}

/** Runs `work` once, after reveal.js's synchronous start and before the next frame. */
function afterStart(reveal: RevealApi, work: () => void): void {
  const onSync = (): void => {
    reveal.off('sync', onSync);
    // `sync` is dispatched within that start, which is a microtask itself.
    queueMicrotask(work);
  };
  reveal.on('sync', onSync);
}

/** Rejects with the first unhandled rejection. */
function failure(): Promise<never> {
  return new Promise((_, reject) => {
    addEventListener('unhandledrejection', (event) => reject(event.reason), { once: true });
  });
}

/** Reverts what a half-started reveal.js has done to the slides. */
function restoreDocument(root: HTMLElement): void {
  root.classList.remove('reveal-ready', 'reveal-full-page');
  for (const slide of document.querySelectorAll('.slides, .slides section')) {
    for (const name of ['hidden', 'inert', 'aria-hidden', 'style']) slide.removeAttribute(name);
    slide.classList.remove('present');
  }
}
