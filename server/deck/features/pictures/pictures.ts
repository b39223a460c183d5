/** Finds the pictures of a slide, and how those that fill the slide or half of it are fitted. */
import { attribute, classes, type Element, elements, isElement, isText } from '../../html/tree.ts';

/** Drawings and screenshots, which are shown whole; photos are cropped to fill their place. */
const DRAWING = /\.(?:svg|png|gif)(?:[?#]|$)/i;

/** Elements that, as children of a slide, fill it like pictures. */
const FRAMES: ReadonlySet<string> = new Set(['iframe', 'svg']);

export function isPicture({ tagName }: Element): boolean {
  return tagName === 'img' || tagName === 'video';
}

/** Returns the pictures that a slide's child is or consists of; none if it contains text, too. */
export function picturesOf(child: Element): Element[] {
  if (isPicture(child)) return [child];
  if (child.tagName === 'figure') return elements(child).filter(isPicture);
  if (child.tagName !== 'p') return [];
  const isOther = (node: Element['childNodes'][number]) =>
    isElement(node) ? !isPicture(node) && node.tagName !== 'br' : isText(node) && node.value.trim() !== '';
  return child.childNodes.some(isOther) ? [] : child.childNodes.filter(isElement).filter(isPicture);
}

/** Returns whether a picture (or a figure's picture) that fills a place covers it or is contained in it. */
export function fitOf(picture: Element): 'cover' | 'contain' {
  const [inside] = picture.tagName === 'figure' ? picturesOf(picture) : [];
  if (inside) return fitOf(inside);
  const names = classes(picture);
  if (names.includes('cover')) return 'cover';
  if (names.includes('contain')) return 'contain';
  const address = attribute(picture, 'src') ?? attribute(picture, 'data-src') ?? '';
  return picture.tagName === 'img' && DRAWING.test(address) ? 'contain' : 'cover';
}

/** Returns whether an element is a figure with a caption, which moves with the picture. */
function hasCaption(element: Element): boolean {
  return element.tagName === 'figure' && elements(element).some(({ tagName }) => tagName === 'figcaption');
}

/** Returns the classes that place a slide's child: those of its pictures, and of a figure. */
export function placesOf(child: Element): string[] {
  return [...(child.tagName === 'figure' ? classes(child) : []), ...picturesOf(child).flatMap(classes)];
}

/**
 * Returns the pictures that fill a slide of this kind, or their figures if these have a caption: those with the
 * class of that side, otherwise all that stand alone.
 */
export function fillingPictures(section: Element, kind: string | undefined): Element[] {
  const side = kind === 'picture' ? 'full' : (kind ?? '');
  const children = section.childNodes.filter(isElement);
  const sided = children.filter((child) => placesOf(child).includes(side));
  return (sided.length > 0 ? sided : children).flatMap((child) => {
    if (FRAMES.has(child.tagName) || (hasCaption(child) && picturesOf(child).length > 0)) return [child];
    const pictures = picturesOf(child);
    const own = pictures.filter((picture) => classes(picture).includes(side));
    return own.length > 0 ? own : pictures;
  });
}
