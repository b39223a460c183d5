/**
 * Takes a long deck's later slides out of the page while reveal.js starts, and puts them in once the first slide
 * is ready: each slide costs its start some time, and nobody sees the hundredth one first.
 */
import type { RevealApi, RevealConfig } from 'reveal.js';
import { isOwnAddress } from '../room/own-address.ts';
import { startsScrolling } from './scroll-view.ts';

/** Columns after the first slide shown with which reveal.js starts. */
const FIRST = 40;

/** Keys that only step, which the first slides are enough for. */
const STEPS = new Set([
  'ArrowRight',
  'ArrowLeft',
  'ArrowDown',
  'ArrowUp',
  'PageDown',
  'PageUp',
  ' ',
  'n',
  'p',
]);

/** What may need a slide that is not there yet. */
const NEEDS = ['keydown', 'pointerdown', 'hashchange', 'beforeprint', 'resize', 'message'];

/** Those of them that reveal.js listens to at the window. */
const REBOUND = new Set(['hashchange', 'resize']);

/** Puts the slides in, where that has not been done. */
export type PutIn = () => void;

/**
 * Takes out the slides behind the first ones, and returns what puts them in. That happens by itself before
 * anything that may need them. Must be called before reveal.js listens.
 */
export function takeOutLaterSlides(reveal: RevealApi, deck: HTMLElement, options: RevealConfig): PutIn {
  const slides = deck.querySelector('.slides');
  const columns = [...(slides?.children ?? [])].filter((child) => child.matches('section'));
  const shown = columns.findIndex((column) => column.matches('.present'));
  const [first, last] = [columns[shown + FIRST], columns.at(-1)];
  // A query is a view that shows all slides, for print or for scrolling.
  const isView = location.search !== '' || startsScrolling(options);
  const needsAll =
    shown < 0 || isView || options.loop || options.shuffle || deck.dataset.client !== undefined;
  if (!slides || !first || !last || needsAll) return () => {};
  const range = document.createRange();
  range.setStartBefore(first);
  range.setEndAfter(last);
  const later = range.extractContents();
  deck.classList.add('partial');
  const over = new AbortController();
  const putIn = (): void => {
    over.abort();
    if (!later.hasChildNodes()) return;
    // A start that failed has left the document.
    const isStarted = document.documentElement.matches('.reveal-ready') && reveal.isReady();
    if (isStarted) markBelow(later);
    slides.append(later);
    deck.classList.remove('partial');
    if (isStarted) syncSlides(reveal);
  };
  const onNeed = (event: Event): void => {
    const isStep = event instanceof KeyboardEvent && STEPS.has(event.key);
    const isToOwn = event.type === 'hashchange' && isOwnAddress(reveal);
    // reveal.js has a `resize` event of its own.
    if (isStep || isToOwn || event.target === deck) return;
    putIn();
    // reveal.js has bound its listeners anew, too late for this event.
    if (REBOUND.has(event.type)) {
      event.stopImmediatePropagation();
      dispatchEvent(new Event(event.type));
    }
  };
  for (const type of NEEDS) addEventListener(type, onNeed, { capture: true, signal: over.signal });
  return putIn;
}

/** Marks slides below others as reveal.js marks those that it starts with. */
function markBelow(later: ParentNode): void {
  for (const below of later.querySelectorAll('section > section:nth-of-type(n + 2)'))
    below.classList.add('future');
}

/** Has reveal.js find the slides. The address stays, which it would overwrite: it may be about to go there. */
function syncSlides(reveal: RevealApi): void {
  const config = reveal.getConfig();
  const { history, hash } = config;
  Object.assign(config, { history: false, hash: false });
  reveal.sync();
  Object.assign(config, { history, hash });
}
