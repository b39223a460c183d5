/** Renders what stands around a column's slides. */
import { removeRawComments } from '../features/attributes/comments.ts';
import { LAYOUT_ATTRIBUTE } from '../features/layouts/layouts.ts';
import { changeAddresses, isMedia } from '../html/addresses.ts';
import { openTag } from '../html/escape.ts';
import { removeActive } from '../html/sanitize.ts';
import {
  addClass,
  attribute,
  createElement,
  type Element,
  elements,
  removeAttribute,
  textOf,
} from '../html/tree.ts';
import type { Reference, Stack } from '../model/deck.ts';
import { hasRightToLeft } from '../model/direction.ts';
import type { Feature } from '../model/features.ts';

/** The opening tag of a column that has more than one slide, or attributes of its own; else empty. */
export function openStack(
  stack: Stack,
  slides: number,
  features: Set<Feature>,
  resolve: (url: string, kind: Reference['kind']) => string,
): string {
  if (slides === 1 && Object.keys(stack.attributes).length === 0) return '';
  const outer = outerSection(stack);
  noteFeatures(outer, features);
  changeAddresses(outer, resolve);
  if (slides === 1 && outer.attrs.length === 0) return '';
  // reveal.js would add the class only later, and what is painted before would move.
  addClass(outer, 'stack');
  return openTag('section', attributesOf(outer));
}

/** An HTML deck's column, without what is private or active. */
function outerSection({ attributes }: Stack): Element {
  const outer = createElement('section', attributes);
  removeAttribute(outer, 'data-notes');
  removeRawComments(outer);
  removeActive(outer, () => {});
  return outer;
}

function attributesOf(element: Element): Record<string, string> {
  return Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
}

/** Notes what the page must carry for a slide, or for a column. */
export function noteFeatures(section: Element, features: Set<Feature>): void {
  if (attribute(section, 'data-auto-animate') !== undefined) features.add('auto-animate');
  if (elements(section).some((element) => attribute(element, 'data-callout') !== undefined))
    features.add('callouts');
  if (elements(section).some((element) => attribute(element, 'data-footnotes') !== undefined))
    features.add('footnotes');
  if (attribute(section, LAYOUT_ATTRIBUTE) !== undefined) features.add('layout');
  const all = [section, ...elements(section)];
  if (all.some((element) => attribute(element, 'dir') !== undefined) || hasRightToLeft(textOf(section)))
    features.add('direction');
  if (all.some(isMedia)) features.add('media');
}
