/** Fetches slides and steps that were withheld until now. */
import type { RevealApi } from 'reveal.js';
import { chooseBackgrounds } from '../features/pictures/choose-backgrounds.ts';
import { currentPlace, placeInDeck, WAITING } from './reveal/place.ts';
import type { RoomContext } from './reveal/role-controller.ts';
import { isPlaced, putSlide } from './update/morph.ts';
import { columnsOf } from './update/whole-page.ts';

/** Fetches what may be seen by now, and inserts it. Returns whether there was anything. */
export async function fetchShown(context: RoomContext): Promise<boolean> {
  const { reveal, deck, slides, mover } = context;
  const from = encodeURIComponent(slides.dataset.shown ?? '');
  const response = await fetch(`shown?from=${from}`, { cache: 'no-store' }).catch(() => undefined);
  if (!response?.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const more = page.querySelector<HTMLElement>('.slides');
  const { revision } = more?.dataset ?? {};
  if (!more || revision === undefined) return false;
  if (revision !== deck.dataset.revision) {
    const { revise } = await import('./update/revise.ts');
    await revise(context, revision);
    return deck.dataset.revision === revision;
  }
  if (more.dataset.shown === slides.dataset.shown) return false;
  chooseBackgrounds(page);
  slides.dataset.shown = more.dataset.shown;
  const columns = columnsOf(more);
  const place = currentPlace(reveal);
  const isNew = columns.map((column) => putColumn(reveal, slides, column)).includes(true);
  if (columns.length === 0) return false;
  if (isNew) {
    mover.silently(() => reveal.sync());
    // An inserted slide before it has moved it.
    if (document.getElementById(place.slide) !== reveal.getSlide(place.h, place.v))
      mover.restorePosition(place);
  } else if (isPlaced(reveal, reveal.getCurrentSlide())) reveal.layout();
  if (slides.querySelector('[data-background-own]'))
    import('../features/pictures/backgrounds.ts').then((module) => module.checkBackgrounds(reveal));
  return true;
}

/** Inserts the slides of a column. Returns whether any of them is new. */
function putColumn(reveal: RevealApi, slides: HTMLElement, column: Element): boolean {
  const isStack = column.matches('.stack') || column.querySelector(':scope > section') !== null;
  const own = isStack ? [...column.children].filter((child) => child.matches('section')) : [column];
  const fresh = own.filter((slide) => {
    const here = document.getElementById(slide.id);
    if (here) fill(reveal, here, slide);
    return !here;
  });
  const [first] = fresh;
  if (!first) return false;
  const [h] = placeInDeck(first);
  const beside = [...slides.querySelectorAll('section[data-at]')].find(
    (slide) => placeInDeck(slide)[0] === h,
  );
  const stack = isStack ? beside?.parentElement : undefined;
  if (stack && stack !== slides) for (const slide of fresh) insert(stack, slide, 1);
  else insert(slides, column, 0);
  return true;
}

/** Inserts a section among others by its slide's column, or by its row. */
function insert(parent: Element, section: Element, controller: 0 | 1): void {
  const at = placeInDeck(section)[controller];
  const next = [...parent.children].find(
    (child) => child.matches('section') && placeInDeck(child)[controller] > at,
  );
  parent.insertBefore(section, next ?? null);
}

/**
 * Updates a slide: only its withheld fragments if possible, so that everything around them plays on; all of it
 * if more changed.
 */
function fill(reveal: RevealApi, slide: HTMLElement, next: Element): void {
  const before = [...slide.querySelectorAll('.fragment')];
  const after = [...next.querySelectorAll('.fragment')];
  const pairs = before.flatMap((here, i) => {
    const there = after[i];
    return there ? [{ here, there, has: !here.matches(WAITING), comes: !there.matches(WAITING) }] : [];
  });
  // An earlier run had shown more of it.
  if (pairs.some(({ has, comes }) => has && !comes)) return;
  if (before.length !== after.length || pairs.every(({ has, comes }) => has === comes)) {
    putSlide(reveal, slide.id, next.outerHTML);
    return;
  }
  for (const { here, there } of pairs)
    for (const state of ['visible', 'current-fragment'])
      there.classList.toggle(state, here.classList.contains(state));
  // A fragment within another one comes with that.
  for (const { here, there, has, comes } of pairs)
    if (!has && comes && slide.contains(here)) here.replaceWith(there);
  reveal.syncFragments(slide);
  if (slide === reveal.getCurrentSlide()) reveal.loadSlide(slide);
}
