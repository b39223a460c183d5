/** The deck page's script: starts reveal.js on a page that is readable without it. */

import Reveal from 'reveal.js';
import revealStyles from 'reveal.js/reveal.css?inline';
import type { ScriptWord } from '../server/deck/model/features.ts';
import { improveAccessibility } from './page/accessibility.ts';
import { untilDone, whenIdle } from './page/idle.ts';
import { leaveLaterSlides, whenAllAreParsed, whenParsed } from './page/later/later-slides.ts';
import { followWindow } from './page/narrow-deck.ts';
import { withWindowShape } from './page/narrow-window.ts';
import { hasFeature, hasRoom, readOptions, safeQuery } from './page/page-options.ts';
import { loadPicturesAhead } from './page/picture-loading.ts';
import { startReveal } from './page/start-reveal.ts';
import { passOverOwnAddress } from './room/own-address.ts';

declare global {
  interface Window {
    /** The global that decks' own scripts and measurements expect. */
    Reveal: typeof Reveal;
  }
}

/**
 * Starts reveal.js. On a screen, nothing is awaited from the first line to the first frame, so that nothing
 * flashes.
 */
async function start(deck: HTMLElement): Promise<void> {
  // Before reveal.js reads the address: a query would override any option, such as `?showNotes=true`.
  const { pathname, hash } = location;
  history.replaceState(history.state, '', pathname + safeQuery(location.search) + hash);

  const options = readOptions(deck, matchMedia('(prefers-reduced-motion: reduce)').matches);
  const isPrinted = /print/.test(location.search);
  passOverOwnAddress(Reveal);
  const shaped = isPrinted ? options : withWindowShape(deck, options);
  const parsed = whenAllAreParsed(deck, shaped);
  if (parsed) await parsed;
  const putIn = leaveLaterSlides(Reveal, deck, shaped);
  // Whoever asks from outside finds every slide.
  const get = (): typeof Reveal => {
    putIn();
    return Reveal;
  };
  Object.defineProperty(window, 'Reveal', { configurable: true, get });
  if (isPrinted) await loadPictures(deck);
  await startReveal({ reveal: Reveal, deck, options: shaped, styles: revealStyles, putIn });

  if (!isPrinted) followWindow(Reveal, deck, options);

  improveAccessibility(Reveal, deck);
  if (deck.dataset.client !== undefined)
    import('./page/own-script.ts').then((module) => module.startScripts(Reveal, deck));
  whenIdle(async () => {
    const modules = [import('./page/extras.ts'), hasRoom(deck) && import('./live/join.ts')] as const;
    await untilDone(() => putIn(1));
    loadPicturesAhead(Reveal);
    whenFullScreen(() => import('./page/wake-lock.ts').then((module) => module.keepAwakeInFullScreen()));
    loadParts(deck);
    if (deck.querySelector('[data-background-own]'))
      import('./features/pictures/backgrounds.ts').then((module) => module.watchBackgrounds(Reveal));
    const [extras, room] = await Promise.all(modules);
    extras.addExtras(Reveal);
    if (room) room.joinRoom(Reveal, deck);
    if (room && deck.dataset.kept !== undefined)
      import('./offline/request-offline-copy.ts').then((module) => module.requestOfflineCopy(deck));
  });
}

/** Runs `work` when the page is shown in full screen for the first time. */
function whenFullScreen(work: () => unknown): void {
  const filled = matchMedia('(display-mode: fullscreen)');
  const isOver = new AbortController();
  const look = (): void => {
    if (!document.fullscreenElement && !filled.matches) return;
    isOver.abort();
    work();
  };
  document.addEventListener('fullscreenchange', look, isOver);
  filled.addEventListener('change', look, isOver);
  look();
}

/** Milliseconds that printing waits for pictures: another host may not respond. */
const PICTURES_MS = 10_000;

/**
 * Loads every picture, including first frames of videos, and resolves when each is there or has failed, or
 * after a while. reveal.js lays out print once, by the pictures' sizes, at the page's `load` event, which does
 * not wait for lazy pictures.
 */
async function loadPictures(deck: HTMLElement): Promise<void> {
  const pictures = [...document.images];
  for (const picture of pictures) picture.loading = 'eager';
  const films = hasFeature(deck, 'media')
    ? import('./features/pictures/films.ts').then((module) => module.showFirstFrames(deck))
    : undefined;
  await Promise.race([
    Promise.allSettled([films, ...pictures.map((picture) => picture.decode())]),
    new Promise((resolve) => setTimeout(resolve, PICTURES_MS)),
  ]);
}

/** What a page loads for a word that its slides say. */
const PARTS: Readonly<Record<ScriptWord, (deck: HTMLElement) => Promise<void>>> = {
  cast: async () => (await import('./features/casts/casts.ts')).playCasts(Reveal),
  media: async (deck) => (await import('./features/pictures/films.ts')).fetchFilmsAhead(Reveal, deck),
  'code-lines': async () => (await import('./features/code/code-lines.ts')).followCodeSteps(Reveal),
  qr: async () => (await import('./features/qr-codes/qr-codes.ts')).drawCodes(slidesOf()),
  mermaid: async () => (await import('./features/diagrams/diagrams.ts')).drawDiagrams(Reveal),
};

function slidesOf(): HTMLElement {
  return Reveal.getSlidesElement() ?? document.body;
}

/** Loads the modules that the slides use, and more when a save needs them. */
function loadParts(deck: HTMLElement): void {
  const waiting = new Map(Object.entries(PARTS));
  const load = (): void => {
    for (const [feature, start] of waiting) {
      if (!hasFeature(deck, feature)) continue;
      waiting.delete(feature);
      start(deck);
    }
  };
  load();
  new MutationObserver(load).observe(deck, { attributeFilter: ['data-features'] });
}

whenParsed(() => {
  const deck = document.querySelector<HTMLElement>('.reveal');
  if (deck) start(deck);
});
