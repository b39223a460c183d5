/** The deck page's script: puts reveal.js in charge of a page that is readable without it. */
import Reveal from 'reveal.js';
import revealStyles from 'reveal.js/reveal.css?inline';
import type { ScriptWord } from '../server/deck/model/features.ts';
import { improveSemantics } from './page/accessibility.ts';
import { whenIdle } from './page/idle.ts';
import { shaped } from './page/narrow.ts';
import { followWindow } from './page/narrow-deck.ts';
import { hasFeature, hasRoom, readOptions, safeQuery } from './page/page.ts';
import { loadPicturesAhead } from './page/pictures.ts';
import { takeOver } from './page/take-over.ts';
import { passOverOwnAddress } from './room/own-address.ts';

declare global {
  interface Window {
    /** Where decks' own scripts and measurements expect reveal. */
    Reveal: typeof Reveal;
  }
}

/** Starts reveal; on a screen, from the first line to the first frame of the slides nothing waits, so that nothing flashes. */
async function start(deck: HTMLElement): Promise<void> {
  // Before reveal reads the address: a query would override any option, `?showNotes=true` among them.
  const { pathname, hash } = location;
  history.replaceState(history.state, '', pathname + safeQuery(location.search) + hash);

  const options = readOptions(deck, matchMedia('(prefers-reduced-motion: reduce)').matches);
  window.Reveal = Reveal;
  const isPrinted = /print/.test(location.search);
  if (isPrinted) await loadPictures(deck);
  passOverOwnAddress(Reveal);
  await takeOver({
    reveal: Reveal,
    deck,
    options: isPrinted ? options : shaped(deck, options),
    styles: revealStyles,
  });

  if (!isPrinted) followWindow(Reveal, deck, options);

  improveSemantics(Reveal, deck);
  if (deck.dataset.client !== undefined)
    import('./page/own-script.ts').then((module) => module.startScripts(Reveal, deck));
  whenIdle(() => {
    loadPicturesAhead(Reveal);
    whenFullScreen(() => import('./page/awake.ts').then((module) => module.stayAwakeInFullScreen()));
    loadParts(deck);
    if (deck.querySelector('[data-background-own]'))
      import('./features/pictures/backgrounds.ts').then((module) => module.watchBackgrounds(Reveal));
    import('./page/extras.ts').then((module) => module.addExtras(Reveal));
    if (hasRoom(deck)) import('./live/join.ts').then((module) => module.joinRoom(Reveal, deck));
    if (hasRoom(deck) && deck.dataset.kept !== undefined)
      import('./offline/page.ts').then((module) => module.keepDeck(deck));
  });
}

/** Runs `work` when the page fills the screen for the first time. */
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

/** How long, in milliseconds, paper waits for pictures: a network may be out. */
const PICTURES_MS = 10_000;

/**
 * Asks for every picture, films' first ones among them, and answers when each is there or has failed, or has had its time. reveal.js lays paper out
 * once, by the pictures' own sizes, at the page's `load`, which waits for no picture that was lazy in the markup.
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
  mermaid: async () => (await import('./features/diagrams/diagrams.ts')).drawDiagrams(Reveal),
};

/** Loads what the slides use, and more when a save brings more. */
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

const deck = document.querySelector<HTMLElement>('.reveal');
if (deck) start(deck);
