/** Finds the pictures of a slide, and how each of those that fill the slide or half of it does so. */
import { attribute, classes, type Element, elements, isElement, isText } from '../../html/tree.ts';

/** Drawings and screenshots, which are shown whole; photos are cut to fit their place. */
const DRAWING = /\.(?:svg|png|gif)(?:[?#]|$)/i;

/** Elements that fill a slide as pictures do where they are its children. */
const FRAMES: ReadonlySet<string> = new Set(['iframe', 'svg']);

export function isPicture({ tagName }: Element): boolean {
  return tagName === 'img' || tagName === 'video';
}

/** The pictures that a slide's child is or consists of; none where it holds words, too. */
export function picturesOf(child: Element): Element[] {
  if (isPicture(child)) return [child];
  if (child.tagName === 'figure') return elements(child).filter(isPicture);
  if (child.tagName !== 'p') return [];
  const isOther = (node: Element['childNodes'][number]) =>
    isElement(node) ? !isPicture(node) && node.tagName !== 'br' : isText(node) && node.value.trim() !== '';
  return child.childNodes.some(isOther) ? [] : child.childNodes.filter(isElement).filter(isPicture);
}

/** Whether a picture, or a figure's, that fills its place covers it or is contained in it. */
export function fitOf(picture: Element): 'cover' | 'contain' {
  const [inside] = picture.tagName === 'figure' ? picturesOf(picture) : [];
  if (inside) return fitOf(inside);
  const names = classes(picture);
  if (names.includes('cover')) return 'cover';
  if (names.includes('contain')) return 'contain';
  const address = attribute(picture, 'src') ?? attribute(picture, 'data-src') ?? '';
  return picture.tagName === 'img' && DRAWING.test(address) ? 'contain' : 'cover';
}

/** Whether a figure has words below its picture, which go where the picture goes. */
function hasCaption(element: Element): boolean {
  return element.tagName === 'figure' && elements(element).some(({ tagName }) => tagName === 'figcaption');
}

/** Classes that say where a slide's child belongs: those of its pictures, and of a figure. */
export function placesOf(child: Element): string[] {
  return [...(child.tagName === 'figure' ? classes(child) : []), ...picturesOf(child).flatMap(classes)];
}

/**
 * The pictures that a slide of a kind is filled with, or the figures, where they have a caption: those that have that side
 * of their own, else all that stand alone.
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
