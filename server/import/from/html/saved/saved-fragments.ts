/** Fragments of a page that was saved while reveal.js showed it: without the marks of where the talk was. */
import {
  attribute,
  classes,
  type Element,
  elements,
  removeAttribute,
  setAttribute,
} from '../../../../deck/html/tree.ts';

/** Takes the marks from the fragments of a slide, and the numbers that they have without being written. */
export function restoreFragments(section: Element): void {
  const fragments = elements(section).filter((element) => classes(element).includes('fragment'));
  for (const fragment of fragments) withoutNames(fragment, /^(?:visible|current-fragment)$/);
  if (!fragments.every((each, i) => attribute(each, 'data-fragment-index') === String(i))) return;
  for (const fragment of fragments) removeAttribute(fragment, 'data-fragment-index');
}

/** Takes classes from an element. */
export function withoutNames(element: Element, names: RegExp): void {
  const own = classes(element);
  const others = own.filter((name) => !names.test(name));
  if (others.length === own.length) return;
  if (others.length === 0) removeAttribute(element, 'class');
  else setAttribute(element, 'class', others.join(' '));
}
