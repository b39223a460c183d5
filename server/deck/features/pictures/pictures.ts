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

/** Whether a picture that fills its place covers it or is contained in it. */
export function fitOf(picture: Element): 'cover' | 'contain' {
  const names = classes(picture);
  if (names.includes('cover')) return 'cover';
  if (names.includes('contain')) return 'contain';
  const address = attribute(picture, 'src') ?? attribute(picture, 'data-src') ?? '';
  return picture.tagName === 'img' && DRAWING.test(address) ? 'contain' : 'cover';
}

/** The pictures that a slide of a kind is filled with: those that have that side of their own, else all that stand alone. */
export function fillingPictures(section: Element, kind: string | undefined): Element[] {
  const children = section.childNodes.filter(isElement);
  const found = children.flatMap((child) => (FRAMES.has(child.tagName) ? [child] : picturesOf(child)));
  const sided = found.filter((picture) => classes(picture).some((name) => name === kind));
  return sided.length > 0 ? sided : found;
}
