/** Determines the kind of a slide from its tree when a deck is compiled, so that no viewer's browser has to. */

import { classes, type Element, elements, isElement, isText } from '../../html/tree.ts';
import { fillingPictures, fitOf, isPicture, picturesOf, placesOf } from '../pictures/pictures.ts';
import { visibleText } from '../visible-text.ts';

/**
 * `picture` fills the screen, `left` and `right` fill half of it, and `below` the space that a heading leaves. A
 * slide without a kind is text, code, tables and pictures from top to bottom.
 */
export type Kind =
  | 'title'
  | 'section'
  | 'statement'
  | 'quote'
  | 'stat'
  | 'agenda'
  | 'compare'
  | 'timeline'
  | 'people'
  | 'end'
  | 'picture'
  | 'image-caption'
  | 'left'
  | 'right'
  | 'below';

/** Classes by which an author requests a kind. */
const BY_CLASS: ReadonlyMap<string, Kind> = new Map([
  ['title', 'title'],
  ['section', 'section'],
  ['statement', 'statement'],
  ['quote', 'quote'],
  ['stat', 'stat'],
  ['agenda', 'agenda'],
  ['compare', 'compare'],
  ['timeline', 'timeline'],
  ['people', 'people'],
  ['end', 'end'],
  ['image-caption', 'image-caption'],
  ['full', 'picture'],
  ['left', 'left'],
  ['right', 'right'],
]);

/** Classes of slides that have no kind. */
const NO_KIND: ReadonlySet<string> = new Set(['plain', 'columns', 'beside']);

/** Elements that a title slide may contain. */
const TITLE_PARTS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'p']);

/** Elements that cannot be part of a statement. */
const OBJECTS: ReadonlySet<string> = new Set('img svg video audio iframe'.split(' '));

/** The number of characters that fit at a statement's font size. */
const STATEMENT_LENGTH = 200;

/** A heading that is one number, perhaps with a sign and a unit: `97 %`, `€1.2m`, `3 × 10⁸`. */
const FIGURE = /^(?=[^\p{N}]{0,3}\p{N})[\p{N}\p{P}\p{S}\s]*(?:\p{L}{1,3}(?:\/\p{L}{1,3})?)?$/u;

/**
 * Returns a slide's kind: the one that its class requests, else the one that its content suggests. A slide in a layout
 * of its theme's folder has none.
 */
export function kindOf(
  section: Element,
  isFirst: boolean,
  ofTheme: readonly string[] = [],
): Kind | undefined {
  if (classes(section).some((name) => NO_KIND.has(name) || ofTheme.includes(name))) return undefined;
  return kindByClass(section) ?? kindOfContent(section, isFirst);
}

/** Returns the kind that a slide's class requests. */
export function kindByClass(section: Element): Kind | undefined {
  return classes(section)
    .map((name) => BY_CLASS.get(name))
    .find((kind) => kind !== undefined);
}

function kindOfContent(section: Element, isFirst: boolean): Kind | undefined {
  const children = section.childNodes.filter(isElement);
  const [first, second] = children;
  if (!first || section.childNodes.some((node) => isText(node) && node.value.trim() !== '')) return undefined;
  const isHeading = first.tagName === 'h1' || first.tagName === 'h2';
  if (isFirst && isHeading && children.every(({ tagName }) => TITLE_PARTS.has(tagName))) return 'title';
  const places = children.flatMap(placesOf);
  if (places.includes('left')) return 'left';
  if (places.includes('right')) return 'right';
  // A drawing behind text would make the text hard to read, so it makes no background.
  if (fillingPictures(section, 'picture').some(isBackdrop)) return 'picture';
  if (!second) return kindAlone(first);
  if (isHeading && isFigure(children)) return 'stat';
  if (children.length > 2 || (second.tagName !== 'p' && second.tagName !== 'figure')) return undefined;
  if (first.tagName === 'blockquote') return picturesOf(second).length === 0 ? 'quote' : undefined;
  return isHeading && picturesOf(second).length === 1 ? 'below' : undefined;
}

/** Returns whether a slide is one number and, in one paragraph or two, what it means. */
function isFigure([heading, ...meaning]: readonly Element[]): boolean {
  return (
    heading !== undefined &&
    FIGURE.test(visibleText(heading).trim()) &&
    meaning.length <= 2 &&
    meaning.every((block) => block.tagName === 'p' && !hasObject(block))
  );
}

/** Returns whether a picture requests the whole slide and may be cropped for it. */
function isBackdrop(picture: Element): boolean {
  return classes(picture).includes('full') && fitOf(picture) === 'cover';
}

/** Returns the kind of a slide with a single element. */
function kindAlone(only: Element): Kind | undefined {
  const names = classes(only);
  switch (only.tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
      return 'section';
    case 'blockquote':
      return names.includes('callout') ? undefined : 'quote';
    case 'img':
    case 'video':
      return names.includes('r-stretch') || names.includes('stretch') ? undefined : 'picture';
    case 'figure':
      return elements(only).some(isPicture) ? 'picture' : undefined;
    case 'p':
      if (picturesOf(only).length === 1) return 'picture';
      return hasObject(only) || visibleText(only).length > STATEMENT_LENGTH ? undefined : 'statement';
    default:
      return undefined;
  }
}

/** Returns whether a block contains a picture, a player, a page or a display formula. */
function hasObject(block: Element): boolean {
  return elements(block).some(
    (element) => OBJECTS.has(element.tagName) || classes(element).includes('katex-display'),
  );
}
