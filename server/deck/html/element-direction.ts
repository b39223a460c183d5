/** The text direction of a slide's elements. */
import { type Direction, directionOfLanguage } from '../model/direction.ts';
import { attribute, type Element, elements, isElement, setAttribute } from './tree.ts';

/** Returns the direction of an element by its own `dir` or its nearest ancestor's; `around` is the deck's. */
export function directionAt(element: Element, around: Direction): Direction {
  const own = attribute(element, 'dir')?.toLowerCase();
  if (own === 'ltr' || own === 'rtl') return own;
  const { parentNode } = element;
  return parentNode && isElement(parentNode) ? directionAt(parentNode, around) : around;
}

/** Sets `dir` on a slide and its elements by their `lang`, where they have no `dir` of their own: `{lang=ar}`. */
export function followLanguages(section: Element, around: Direction): void {
  for (const element of [section, ...elements(section)]) {
    const lang = attribute(element, 'lang');
    if (lang === undefined || attribute(element, 'dir') !== undefined) continue;
    const direction = directionOfLanguage(lang);
    if (direction !== undefined && direction !== directionAt(element, around))
      setAttribute(element, 'dir', direction);
  }
}
