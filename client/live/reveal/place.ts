/** Converts between reveal.js's positions and the room's. */
import type { RevealApi } from 'reveal.js';
import type { Position } from '../../../server/wire/protocol.ts';
import { numbersIn } from '../../page/deck-numbers.ts';

/** Returns the current position. */
export function currentPlace(reveal: RevealApi): Position {
  const { h, v, f } = reveal.getIndices();
  const slide: Element | undefined = reveal.getCurrentSlide();
  return { slide: slide?.id ?? '', h, v: v ?? 0, f: f ?? -1 };
}

/**
 * Finds a position in this page, by its slide's id. Without such a slide, it is the start of the one at the
 * same column and row, or of the nearest before; client/speaker/talk/outline.ts does the same.
 */
export function placeHere(reveal: RevealApi, position: Position): Position {
  const slide = position.slide === '' ? null : document.getElementById(position.slide);
  if (slide?.matches('.slides section:not(.stack)')) {
    const { h, v } = reveal.getIndices(slide);
    return { ...position, h, v: v ?? 0 };
  }
  const isWhole = reveal.getSlidesElement()?.dataset.shown === undefined;
  const { h, v } = isWhole ? nearest(reveal, position) : before(reveal, position);
  return { ...position, h, v, f: isWhole && position.slide === '' ? position.f : -1 };
}

/** The placeholder of a withheld fragment, as server/deck/html/fragments.ts writes it. */
export const WAITING = '.fragment[data-waits]';

/** Returns whether a page of a withholding deck lacks something of a position. */
export function lacks(slides: HTMLElement, { slide, f }: Position): boolean {
  if (slides.dataset.shown === undefined) return false;
  const here = slide === '' ? slides : document.getElementById(slide);
  const waiting = here?.querySelectorAll<HTMLElement>(WAITING) ?? [];
  return !here || (here !== slides && [...waiting].some(({ dataset }) => Number(dataset.fragmentIndex) <= f));
}

/** Returns the number of a position's slide, as people know it; undefined where this page has no such slide. */
export function slideNumber(reveal: RevealApi, position: Position): string | undefined {
  const { h, v } = placeHere(reveal, position);
  const slide = reveal.getSlide(h, v);
  return slide && numbersIn(reveal).get(slide);
}

/** Returns whether the scroll view is active, which reveal.js uses on narrow screens. */
export function isScrollView(reveal: RevealApi): boolean {
  return reveal.getViewportElement()?.matches('.reveal-scroll') ?? false;
}

/**
 * Returns the column and row of a slide in the whole deck, for a page that has only some slides; for a column,
 * those of its first.
 */
export function placeInDeck(section: Element): readonly [h: number, v: number] {
  const slide = section.matches('[data-at]') ? section : section.querySelector('[data-at]');
  const [h = 0, v = 0] = (slide?.getAttribute('data-at') ?? '').split('/').map(Number);
  return [h, v];
}

/** Returns whether this page has the slide that a position names; one without a name is anywhere. */
export function isHere({ slide }: Position): boolean {
  return slide === '' || document.getElementById(slide) !== null;
}

/** Returns the slide at a column and row, or the last one before. */
function nearest(reveal: RevealApi, position: Position): Pick<Position, 'h' | 'v'> {
  const columns = reveal.getHorizontalSlides();
  const h = Math.min(position.h, columns.length - 1);
  const last = Math.max(0, (columns[h]?.querySelectorAll(':scope > section').length ?? 0) - 1);
  return { h, v: h < position.h ? last : Math.min(position.v, last) };
}

/** Returns the last slide of an incomplete page at or before a position in the whole deck. */
function before(reveal: RevealApi, position: Position): Pick<Position, 'h' | 'v'> {
  const slides: Element[] = reveal.getSlides();
  const found = slides.findLast((slide) => {
    const [h, v] = placeInDeck(slide);
    return h < position.h || (h === position.h && v <= position.v);
  });
  const { h, v } = found ? reveal.getIndices(found as HTMLElement) : { h: 0, v: 0 };
  return { h, v: v ?? 0 };
}

/** Returns whether two positions are the same on screen. */
export function isSamePlace(one: Position, other: Position): boolean {
  return one.h === other.h && one.v === other.v && one.f === other.f;
}
