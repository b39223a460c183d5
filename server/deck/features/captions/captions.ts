/** Makes figures of Markdown pictures with a caption: a title, `![x](y.png "Caption")`, or an `*italic line*` below. */

import {
  append,
  attribute,
  classes,
  createElement,
  createText,
  detachNode,
  type Element,
  elements,
  insertAfter,
  isElement,
  isText,
  type Node,
  removeAttribute,
  replaceNode,
  setAttribute,
} from '../../html/tree.ts';
import { isPicture } from '../pictures/pictures.ts';

/**
 * Classes that concern the picture itself and stay on it. The others concern the layout, and move to the figure,
 * which includes the caption.
 */
const OF_PICTURE: ReadonlySet<string> = new Set(['contain', 'cover', 'plate']);

/** Attributes that move to the figure, too. */
const OF_PLACE = ['id', 'data-fragment-index', 'data-id'];

/** Turns each paragraph that contains only a picture and its caption into a figure. */
export function captionPictures(section: Element): void {
  for (const paragraph of elements(section).filter(({ tagName }) => tagName === 'p')) {
    const [picture, line, ...others] = paragraph.childNodes.filter((node) => !isBlank(node));
    if (!picture || !isElement(picture) || !isPicture(picture) || others.length > 0) continue;
    const caption = line === undefined ? titleOf(picture) : lineBelow(picture, line);
    if (caption) put(paragraph, picture, caption);
  }
}

function put(paragraph: Element, picture: Element, caption: readonly Node[]): void {
  const names = classes(picture);
  if (names.includes('r-stretch') || names.includes('stretch')) {
    // reveal.js stretches only children of the slide, and leaves room for what is below.
    const below = createElement('p', { class: 'small' });
    append(below, caption);
    insertAfter(paragraph, below);
    return;
  }
  const figure = createElement('figure');
  const ofPlace = names.filter((name) => !OF_PICTURE.has(name));
  if (ofPlace.length > 0) setAttribute(figure, 'class', ofPlace.join(' '));
  removeAttribute(picture, 'class');
  if (names.length > ofPlace.length)
    setAttribute(picture, 'class', names.filter((name) => OF_PICTURE.has(name)).join(' '));
  for (const name of OF_PLACE) {
    const value = removeAttribute(picture, name);
    if (value !== undefined) setAttribute(figure, name, value);
  }
  const width = attribute(picture, 'width');
  if (width?.endsWith('%')) {
    // A percentage refers to the slide, so it moves to the figure.
    setAttribute(figure, 'style', `width:${width}`);
    setAttribute(picture, 'width', '100%');
  }
  const words = createElement('figcaption');
  append(words, caption);
  replaceNode(paragraph, [figure]);
  append(figure, [picture, words]);
}

function titleOf(picture: Element): readonly Node[] | undefined {
  const title = attribute(picture, 'title')?.trim();
  if (!title) return undefined;
  removeAttribute(picture, 'title');
  return [createText(title)];
}

/** Removes the italic text on the line below a picture and returns its nodes; undefined without one. */
function lineBelow(picture: Element, line: Node): readonly Node[] | undefined {
  const siblings = picture.parentNode?.childNodes ?? [];
  const between = siblings
    .slice(siblings.indexOf(picture) + 1)
    .find((node) => node === line || isBreak(node));
  if (!isElement(line) || line.tagName !== 'em' || between === line) return undefined;
  const words = [...line.childNodes];
  detachNode(line);
  return words;
}

function isBreak(node: Node): boolean {
  return isText(node) && node.value.includes('\n');
}

function isBlank(node: Node): boolean {
  return isText(node) ? node.value.trim() === '' : isElement(node) && node.tagName === 'br';
}
