/** Loads video and audio when their slides are near: first those of the current slide, then those of the next. */
import type { RevealApi } from 'reveal.js';
import { comingSlides } from '../../page/picture-loading.ts';

/** Slides to load ahead, in reading order: videos are large, and a lecture hall shares its network. */
const AHEAD = 1;

/** Media that are loaded only here; on later slides the server adds `preload="none"`. */
const MEDIA = 'video, audio';

/**
 * Loads now and on each change, and plays media that are fragments themselves; reveal.js only plays those
 * within fragments.
 */
export function fetchFilmsAhead(reveal: RevealApi, deck: HTMLElement): void {
  const load = (): void => {
    const [present, ...next] = comingSlides(reveal, AHEAD).map((slide) => mediaOf(reveal, slide));
    for (const medium of present ?? []) fetchAll(medium);
    // The network is reserved for the current slide until its media can play to the end.
    if (present?.every(isThere)) for (const medium of next.flat()) fetchAll(medium);
  };
  reveal.on('slidechanged', load);
  deck.addEventListener('lectern:revised', load);
  // These events do not bubble.
  for (const type of ['canplaythrough', 'error']) deck.addEventListener(type, load, true);
  reveal.on('fragmentshown', (event) => {
    for (const medium of fragmentsOf(event)) {
      if (!(reveal.getConfig().autoPlayMedia ?? medium.matches('[data-autoplay]'))) continue;
      medium.currentTime = 0;
      play(medium);
    }
  });
  reveal.on('fragmenthidden', (event) => {
    for (const medium of fragmentsOf(event)) medium.pause();
  });
  playSeen(reveal);
  load();
}

/** Plays a medium. Where that needs a tap, as sound does, its own button is there for it until it plays. */
function play(medium: HTMLMediaElement): void {
  const { controls } = medium;
  medium.play().catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'NotAllowedError')) return;
    medium.controls = true;
    medium.addEventListener(
      'playing',
      () => {
        medium.controls = controls;
      },
      { once: true },
    );
  });
}

/** Plays media that are visible before the step of the fragment that they are in, while they are visible. */
function playSeen(reveal: RevealApi): void {
  const playAll = (): void => {
    if (reveal.getConfig().autoPlayMedia === false) return;
    for (const medium of reveal.getCurrentSlide()?.querySelectorAll<HTMLMediaElement>(SEEN) ?? []) {
      const isGone = medium.closest('.fragment.fade-out.visible') !== null;
      if (isGone) medium.pause();
      else if (medium.paused && !medium.ended) play(medium);
    }
  };
  for (const type of ['slidechanged', 'fragmentshown', 'fragmenthidden']) reveal.on(type, playAll);
  playAll();
}

/** Media that server/deck/slide/repairs.ts has marked, since reveal.js would start them at that step. */
const SEEN = '[data-plays-first]';

/** Returns the media of a slide and of its background. */
function mediaOf(reveal: RevealApi, slide: HTMLElement): HTMLMediaElement[] {
  const places = [slide, reveal.getSlideBackground(slide)];
  return places.flatMap((place) => [...(place?.querySelectorAll<HTMLMediaElement>(MEDIA) ?? [])]);
}

function fetchAll(medium: HTMLMediaElement): void {
  if (medium.preload !== 'auto') medium.preload = 'auto';
}

/** Returns whether nothing more is to be loaded. */
function isThere({ readyState, networkState, error }: HTMLMediaElement): boolean {
  return (
    readyState === HTMLMediaElement.HAVE_ENOUGH_DATA ||
    networkState === HTMLMediaElement.NETWORK_NO_SOURCE ||
    error !== null
  );
}

/** Returns the media among the fragments of an event. */
function fragmentsOf(event: Event): HTMLMediaElement[] {
  const fragments: readonly unknown[] =
    'fragments' in event && Array.isArray(event.fragments) ? event.fragments : [];
  return fragments.filter((fragment) => fragment instanceof HTMLMediaElement);
}

/** Shows the first frame of every video without a poster, for print. Resolves when they are there. */
export async function showFirstFrames(deck: HTMLElement): Promise<void> {
  await Promise.all([...deck.querySelectorAll('video')].map(showFirstFrame));
}

async function showFirstFrame(film: HTMLVideoElement): Promise<void> {
  film.controls = false;
  if (film.poster !== '') return;
  const sources = film.querySelectorAll('source');
  let failed = 0;
  const arrival = new Promise<void>((resolve) => {
    film.addEventListener('loadeddata', () => resolve(), { once: true });
    const fail = (): void => {
      failed += 1;
      if (failed >= sources.length) resolve();
    };
    film.addEventListener('error', fail, true);
  });
  film.preload = 'auto';
  const late = [film, ...sources].filter(({ dataset }) => dataset.src !== undefined);
  for (const element of late) {
    element.src = element.dataset.src ?? '';
    delete element.dataset.src;
  }
  if (late.length > 0) film.load();
  await arrival;
}
