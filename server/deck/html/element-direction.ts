/** Which way the elements of a slide go. */
import { type Direction, directionOfLanguage } from '../model/direction.ts';
import { attribute, type Element, elements, isElement, setAttribute } from './tree.ts';

/** Which way a slide goes, or a part of one, whose deck goes `around`. */
export function directionAt(element: Element, around: Direction): Direction {
  const own = attribute(element, 'dir')?.toLowerCase();
  if (own === 'ltr' || own === 'rtl') return own;
  const { parentNode } = element;
  return parentNode && isElement(parentNode) ? directionAt(parentNode, around) : around;
}

/** Has slides and their parts go as their language does, where they say only that: `{lang=ar}`. */
export function followLanguages(section: Element, around: Direction): void {
  for (const element of [section, ...elements(section)]) {
    const lang = attribute(element, 'lang');
    if (lang === undefined || attribute(element, 'dir') !== undefined) continue;
    const direction = directionOfLanguage(lang);
    if (direction !== undefined && direction !== directionAt(element, around))
      setAttribute(element, 'dir', direction);
  }
}
