/** Fetches films and sounds when their slides are near: at once those of the present slide, then those of the next. */
import type { RevealApi } from 'reveal.js';
import { comingSlides } from '../../page/pictures.ts';

/** How many slides ahead, in the order of reading: films are large, and a room shares its network. */
const AHEAD = 1;

/** What is fetched only here: the server has all of later slides wait. */
const MEDIA = 'video, audio';

/** Fetches now and at each change, and plays what is a fragment itself, in which reveal.js looks only for what it holds. */
export function fetchFilmsAhead(reveal: RevealApi, deck: HTMLElement): void {
  const load = (): void => {
    const [present, ...next] = comingSlides(reveal, AHEAD).map((slide) => mediaOf(reveal, slide));
    for (const medium of present ?? []) fetchAll(medium);
    // The network is for what is on the screen until that plays to its end.
    if (present?.every(isThere)) for (const medium of next.flat()) fetchAll(medium);
  };
  reveal.on('slidechanged', load);
  deck.addEventListener('lectern:revised', load);
  // Neither bubbles.
  for (const type of ['canplaythrough', 'error']) deck.addEventListener(type, load, true);
  reveal.on('fragmentshown', (event) => {
    for (const medium of fragmentsOf(event)) {
      if (!(reveal.getConfig().autoPlayMedia ?? medium.matches('[data-autoplay]'))) continue;
      medium.currentTime = 0;
      // Where sound needs a tap, its own button is there, or the room's.
      medium.play().catch(() => {});
    }
  });
  reveal.on('fragmenthidden', (event) => {
    for (const medium of fragmentsOf(event)) medium.pause();
  });
  playSeen(reveal);
  load();
}

/** Plays what is seen before the step of the fragment that it is part of, for as long as it is seen. */
function playSeen(reveal: RevealApi): void {
  const play = (): void => {
    if (reveal.getConfig().autoPlayMedia === false) return;
    for (const medium of reveal.getCurrentSlide()?.querySelectorAll<HTMLMediaElement>(SEEN) ?? []) {
      const isGone = medium.closest('.fragment.fade-out.visible') !== null;
      if (isGone) medium.pause();
      // Where sound needs a tap, its own button is there, or the room's.
      else if (medium.paused && !medium.ended) medium.play().catch(() => {});
    }
  };
  for (const type of ['slidechanged', 'fragmentshown', 'fragmenthidden']) reveal.on(type, play);
  play();
}

/** Media that server/deck/slide/repairs.ts has marked, since reveal.js would start them at that step. */
const SEEN = '[data-plays-first]';

/** The media of a slide and behind it. */
function mediaOf(reveal: RevealApi, slide: HTMLElement): HTMLMediaElement[] {
  const places = [slide, reveal.getSlideBackground(slide)];
  return places.flatMap((place) => [...(place?.querySelectorAll<HTMLMediaElement>(MEDIA) ?? [])]);
}

function fetchAll(medium: HTMLMediaElement): void {
  if (medium.preload !== 'auto') medium.preload = 'auto';
}

/** Whether nothing is to be waited for any more. */
function isThere({ readyState, networkState, error }: HTMLMediaElement): boolean {
  return (
    readyState === HTMLMediaElement.HAVE_ENOUGH_DATA ||
    networkState === HTMLMediaElement.NETWORK_NO_SOURCE ||
    error !== null
  );
}

/** The media among the fragments of an event. */
function fragmentsOf(event: Event): HTMLMediaElement[] {
  const fragments: readonly unknown[] =
    'fragments' in event && Array.isArray(event.fragments) ? event.fragments : [];
  return fragments.filter((fragment) => fragment instanceof HTMLMediaElement);
}

/** Shows the first frame of every film without a poster, for paper, where nobody presses a button. Answers when they are there. */
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
