/**
 * Leaves a long deck's later slides as text while reveal.js starts, and puts them in, part by part, once the
 * first slide is ready: each slide costs the start some time, and nobody sees the hundredth one first.
 */
import type { RevealApi, RevealConfig } from 'reveal.js';
import { isOwnAddress } from '../../room/own-address.ts';
import { startsScrolling } from '../scroll-view.ts';
import { FOLDED, foldedParts, unfold } from './unfold.ts';

/** Columns that must be there behind the one shown: as many as reveal.js loads ahead. */
const AHEAD = 3;

/** Keys that only step, which the slides that are there are enough for. */
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

/** Puts in all slides, or as many parts of them. Returns whether all are in. */
export type PutIn = (parts?: number) => boolean;

/** The API with what our patches add. */
interface PatchedReveal extends RevealApi {
  syncAppended(): void;
}

/**
 * Does `work` once there is what reveal.js starts with: the script of a long deck may come before the page's
 * end.
 */
export function whenParsed(work: () => void): void {
  const isParsed = (): boolean =>
    !isLoading() || document.querySelector(`html:not(.waiting) ${FOLDED}`) !== null;
  if (isParsed()) {
    work();
    return;
  }
  const look = (): void => {
    if (!isParsed()) return;
    observer.disconnect();
    document.removeEventListener('readystatechange', look);
    work();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  document.addEventListener('readystatechange', look);
}

function isLoading(): boolean {
  return document.readyState === 'loading';
}

/** Returns whether reveal.js has to start with all slides. */
function needsAll(deck: HTMLElement, { loop, shuffle, ...options }: RevealConfig): boolean {
  // A query is a view that shows all slides, for print or for scrolling.
  const isView = location.search !== '' || startsScrolling(options);
  // No slide is present where the page is not painted, so that the address has not been looked up.
  const isPainted = deck.querySelector('.slides>.present') !== null;
  return isView || !isPainted || Boolean(loop || shuffle) || deck.dataset.client !== undefined;
}

/** Resolves when the page is parsed, where reveal.js has to start with all slides; else returns at once. */
export function whenAllAreParsed(deck: HTMLElement, options: RevealConfig): Promise<unknown> | undefined {
  if (!isLoading() || !needsAll(deck, options)) return undefined;
  return new Promise((resolve) => addEventListener('DOMContentLoaded', resolve, { once: true }));
}

/**
 * Returns what puts the later slides in. That happens by itself before anything that may need them. Must be
 * called before reveal.js listens.
 */
export function leaveLaterSlides(reveal: RevealApi, deck: HTMLElement, options: RevealConfig): PutIn {
  const over = new AbortController();
  const putIn = (most?: number): boolean => {
    const next = foldedParts(deck).slice(0, most);
    for (const part of next) unfold(part);
    const isWhole = !isLoading() && !deck.querySelector(FOLDED);
    deck.classList.toggle('partial', !isWhole);
    if (isWhole) over.abort();
    // A start that failed has left the document.
    const isStarted = document.documentElement.matches('.reveal-ready') && reveal.isReady();
    // client/reveal/ adds it.
    if (next.length > 0 && isStarted) (reveal as PatchedReveal).syncAppended();
    return isWhole;
  };
  const columns = [...deck.querySelectorAll('.slides>section')];
  const shown = columns.findIndex((column) => column.matches('.present'));
  if (putIn(needsAll(deck, options) ? undefined : Number(columns.length - shown <= AHEAD))) return putIn;
  const onNeed = (event: Event): void => {
    const isStep = event instanceof KeyboardEvent && STEPS.has(event.key) && !reveal.isLastSlide();
    const isToOwn = event.type === 'hashchange' && isOwnAddress(reveal);
    // reveal.js has a `resize` event of its own.
    if (isStep || isToOwn || event.target === deck) return;
    putIn();
    if (!isLoading()) return;
    event.stopImmediatePropagation();
    addEventListener('DOMContentLoaded', () => event.target?.dispatchEvent(event), { once: true });
  };
  for (const type of NEEDS) addEventListener(type, onNeed, { capture: true, signal: over.signal });
  return putIn;
}
