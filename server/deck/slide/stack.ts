/** Renders the outer `<section>` of a column. */
import { removeRawComments } from '../features/attributes/comments.ts';
import { changeAddresses, isMedia } from '../html/addresses.ts';
import { openTag } from '../html/escape.ts';
import { removeActive } from '../html/sanitize.ts';
import { addClass, createElement, type Element, elements, removeAttribute, textOf } from '../html/tree.ts';
import type { Reference, Stack } from '../model/deck.ts';
import { hasRightToLeft } from '../model/direction.ts';
import { type Feature, WORD_BY_MARK } from '../model/features.ts';

/** Returns a column's opening tag; empty for a single slide without attributes on its column. */
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
  // reveal.js would add the class only later, and what was painted before would move.
  addClass(outer, 'stack');
  return openTag('section', attributesOf(outer));
}

/** Creates the outer `<section>` of an HTML deck's column, without private or active content. */
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

/** Adds the features that the page needs for a slide or column, as far as its elements show them. */
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
