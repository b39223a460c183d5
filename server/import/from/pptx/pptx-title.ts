/** The title of a slide whose layout has none: its author wrote it into a box. */
import { all, childrenOf, numberIn, one } from './open-pptx.ts';
import { type Group, isAtEdge, type Shape } from './pptx-shapes.ts';

/** Characters that a title has at most. */
const MOST_CHARACTERS = 90;

/** By how much the letters of a title are larger than all others. */
const LARGER = 1.2;

/** Hundredths of a point of letters of which nothing says how large they are. */
const USUAL_SIZE = 1800;

/**
 * Returns the box that a viewer takes for the title: one short line whose letters are clearly the largest, above all else
 * in the upper third of a slide, and anywhere on the first.
 *
 * @param height the slide's
 */
export function titleAmong(
  shapes: readonly (Shape | Group)[],
  { number, height }: { readonly number: number; readonly height: number },
): Shape | undefined {
  const placed = flat(shapes);
  const pictures = placed.filter(({ element }) => /^p:(?:pic|graphicFrame)$/.test(element.tagName));
  // Large figures beside a title count its sections.
  const written = placed.filter(({ element, place }) => /\p{L}/u.test(wordsIn(element)) && !isAtEdge(place));
  const [largest, next] = written.sort((a, b) => sizeOf(b) - sizeOf(a));
  if (!largest || !shapes.includes(largest) || largest.element.tagName !== 'p:sp') return undefined;
  // Words alone on a slide are what it says; above pictures they are a title.
  if (!next && pictures.length === 0 && number > 1) return undefined;
  if (sizeOf(largest) < LARGER * (next ? sizeOf(next) : USUAL_SIZE)) return undefined;
  const words = wordsIn(largest.element);
  const paragraphs = all(largest.element, 'a:p').filter((paragraph) => wordsIn(paragraph) !== '');
  if (paragraphs.length > 1 || words.length > MOST_CHARACTERS) return undefined;
  const others = next ? written : pictures;
  const isAbove =
    largest.y < height / 3 && others.every((other) => other === largest || other.y >= largest.y);
  return number === 1 || isAbove ? largest : undefined;
}

function flat(shapes: readonly (Shape | Group)[]): Shape[] {
  return shapes.flatMap((shape) => ('shapes' in shape ? flat(shape.shapes) : [shape]));
}

/** Returns the words of a shape, or of a part of one. */
export function wordsIn(element: Shape['element']): string {
  return all(element, 'a:t')
    .map(({ textContent }) => textContent ?? '')
    .join('')
    .trim();
}

/** Returns the size of a shape's largest letters, in hundredths of a point. */
function sizeOf({ element, styles }: Shape): number {
  const general = styles
    .map((style) => childrenOf(style).find(({ tagName }) => tagName === 'a:lvl1pPr'))
    .map((level) => numberIn(one(level, 'a:defRPr'), 'sz'))
    .find((size) => size > 0);
  const own = all(element, 'a:r').map((run) => numberIn(one(run, 'a:rPr'), 'sz') || general || USUAL_SIZE);
  return own.reduce((largest, size) => Math.max(largest, size), 0);
}
