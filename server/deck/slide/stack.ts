/** Renders what stands around a column's slides. */
import { removeRawComments } from '../features/attributes/comments.ts';
import { changeAddresses, isMedia } from '../html/addresses.ts';
import { openTag } from '../html/escape.ts';
import { removeActive } from '../html/sanitize.ts';
import { addClass, createElement, type Element, elements, removeAttribute, textOf } from '../html/tree.ts';
import type { Reference, Stack } from '../model/deck.ts';
import { hasRightToLeft } from '../model/direction.ts';
import { type Feature, WORD_BY_MARK } from '../model/features.ts';

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

/** Notes what the page must carry for a slide, or for a column, as far as the slide itself shows it. */
export function noteFeatures(section: Element, features: Set<Feature>): void {
  if (hasRightToLeft(textOf(section))) features.add('direction');
  for (const element of [section, ...elements(section)]) {
    for (const { name } of element.attrs) {
      const word = name === 'dir' ? 'direction' : WORD_BY_MARK.get(name);
      if (word !== undefined) features.add(word);
    }
    if (isMedia(element)) features.add('media');
  }
}
