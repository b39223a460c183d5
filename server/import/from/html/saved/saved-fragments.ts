/** Fragments of a page that was saved while reveal.js showed it: without the marks of where the talk was. */
import {
  attribute,
  classes,
  type Element,
  elements,
  keepClasses,
  removeAttribute,
} from '../../../../deck/html/tree.ts';

/** Takes the marks from the fragments of a slide, and the numbers that they have without being written. */
export function restoreFragments(section: Element): void {
  const fragments = elements(section).filter((element) => classes(element).includes('fragment'));
  for (const fragment of fragments)
    keepClasses(fragment, (name) => !/^(?:visible|current-fragment)$/.test(name));
  if (!fragments.every((each, i) => attribute(each, 'data-fragment-index') === String(i))) return;
  for (const fragment of fragments) removeAttribute(fragment, 'data-fragment-index');
}
