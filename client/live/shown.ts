/** Slides, and steps of them, that have just been shown for the first time, for a page that was sent without them. */
import type { RevealApi } from 'reveal.js';
import { chooseBackgrounds } from '../features/pictures/choose-backgrounds.ts';
import type { Props } from './reveal/part.ts';
import { currentPlace, placeInDeck, WAITING } from './reveal/place.ts';
import { isPlaced, putSlide } from './update/morph.ts';
import { columnsOf } from './update/whole-page.ts';

/** Fetches what may be seen by now and puts it in its place. Answers whether there was anything. */
export async function fetchShown(props: Props): Promise<boolean> {
  const { reveal, deck, slides, mover } = props;
  const from = encodeURIComponent(slides.dataset.shown ?? '');
  const response = await fetch(`shown?from=${from}`, { cache: 'no-store' }).catch(() => undefined);
  if (!response?.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const more = page.querySelector<HTMLElement>('.slides');
  const { revision } = more?.dataset ?? {};
  if (!more || revision === undefined) return false;
  if (revision !== deck.dataset.revision) {
    const { revise } = await import('./update/revise.ts');
    await revise(props, revision);
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
    mover.quietly(() => reveal.sync());
    // One that came before it has moved it on.
    if (document.getElementById(place.slide) !== reveal.getSlide(place.h, place.v)) mover.renew(place);
  } else if (isPlaced(reveal, reveal.getCurrentSlide())) reveal.layout();
  if (slides.querySelector('[data-background-own]'))
    import('../features/pictures/backgrounds.ts').then((module) => module.checkBackgrounds(reveal));
  return true;
}

/** Puts the slides of a column where they belong. Answers whether any of them was not here. */
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

/** Puts a section among others by its slide's column, or by its row. */
function insert(parent: Element, section: Element, part: 0 | 1): void {
  const at = placeInDeck(section)[part];
  const next = [...parent.children].find(
    (child) => child.matches('section') && placeInDeck(child)[part] > at,
  );
  parent.insertBefore(section, next ?? null);
}

/** Brings a slide up to date: its fragments where they wait, so that all around them goes on; all of it where more changed. */
function fill(reveal: RevealApi, slide: HTMLElement, next: Element): void {
  const before = [...slide.querySelectorAll('.fragment')];
  const after = [...next.querySelectorAll('.fragment')];
  const pairs = before.flatMap((here, i) => {
    const there = after[i];
    return there ? [{ here, there, has: !here.matches(WAITING), comes: !there.matches(WAITING) }] : [];
  });
  // A run before this one had shown more of it.
  if (pairs.some(({ has, comes }) => has && !comes)) return;
  if (before.length !== after.length || pairs.every(({ has, comes }) => has === comes)) {
    putSlide(reveal, slide.id, next.outerHTML);
    return;
  }
  for (const { here, there } of pairs)
    for (const state of ['visible', 'current-fragment'])
      there.classList.toggle(state, here.classList.contains(state));
  // One inside of another comes with that.
  for (const { here, there, has, comes } of pairs)
    if (!has && comes && slide.contains(here)) here.replaceWith(there);
  reveal.syncFragments(slide);
  if (slide === reveal.getCurrentSlide()) reveal.loadSlide(slide);
}
