/** Enlarges the text of a sequence diagram: its renderer draws small text in widely spaced rows. */
import {
  attribute,
  childrenOf,
  classes,
  type Element,
  elements,
  innerHtml,
  isElement,
  isInside,
  parseHtml,
  setAttribute,
  textOf,
} from '../../html/tree.ts';

/** The font size of all text, in pixels. The renderer uses it only for participants, and 11 for the rest. */
const LETTERS = 13;

/** The factor by which the drawing is widened to fit the larger text. */
const WIDER = 1.2;

/** The smallest factor for a drawing that is too wide for its slide, and whose words are short. */
const NARROWEST = 0.6;

/** The ratio of width to height on a slide, up to which long words may widen the drawing. */
const SHAPE = 2.2;

/** The width up to which text is large enough, whatever the height. */
const ROOM = 720;

/** The width of a character, and the padding on both sides of a text. */
const CHARACTER = 7;
const BESIDE = 10;

/** The width available between two lifelines for a message to itself, and around one for an actor's name. */
const BETWEEN_LINES = 100;

/** Characters of scripts in which they are twice as wide. */
const WIDE = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/gu;

/** The vertical space between two rows, and half of an arrow's height. */
const BETWEEN = 6;
const HALF_ARROW = 3;

/** Where the renderer places participants: the margin, and the bottom of their boxes. */
const MARGIN = 30;
const HEAD = 70;

const DEFINITIONS = new Set(['defs']);

/** A vertical interval of the drawing. */
type Row = readonly [top: number, bottom: number];

/** Maps an original coordinate to its new one. */
type Move = (at: number) => number;

/** Returns a sequence diagram with larger text and less space between its rows. */
export function makeRoom(svg: string): string {
  const drawing = parseHtml(svg);
  const [root, ...inner] = elements(drawing);
  if (!root) return svg;
  const drawn = inner.filter((element) => !isInside(element, DEFINITIONS));
  const [, , width = 0, height = 0] = (attribute(root, 'viewBox') ?? '').split(' ').map(Number);
  const down = closing([[0, HEAD], ...drawn.flatMap(rowsOf), [height - MARGIN, height]]);
  const inside = width - 2 * MARGIN;
  const most = Math.max(SHAPE * down(height), ROOM) / inside;
  const least = Math.min(WIDER, Math.max(most, NARROWEST));
  const wider = Math.max(least, Math.min(Math.max(WIDER, most), Math.max(...drawn.map(widthAsked))));
  const across = (x: number) => MARGIN + (x - MARGIN) * wider;
  for (const element of drawn) {
    if (element.tagName === 'text') setAttribute(element, 'font-size', String(LETTERS));
    moveAll(element, ['x', 'x1', 'x2'], 'width', across);
    moveAll(element, ['y', 'y1', 'y2'], 'height', down);
    const points = pointsOf(element).map(([x, y]) => `${across(x)},${down(y)}`);
    if (points.length > 0) setAttribute(element, 'points', points.join(' '));
  }
  for (const element of drawn) if (attribute(element, 'data-type') === 'actor') putAbove(element);
  setAttribute(root, 'viewBox', `0 0 ${across(width - MARGIN) + MARGIN} ${down(height)}`);
  return innerHtml(drawing);
}

/**
 * Returns the intervals of an element whose height must stay. Lifelines and the sides of frames may have any length.
 */
function rowsOf(element: Element): readonly Row[] {
  const number = (name: string) => Number(attribute(element, name));
  const y = number('y');
  switch (element.tagName) {
    case 'text': {
      const lines = Math.max(1, childrenOf(element).filter(isElement).length);
      return [[y - (lines * LETTERS) / 2, y + (lines * LETTERS) / 2]];
    }
    case 'line':
      return number('y1') === number('y2') ? [[number('y1') - HALF_ARROW, number('y1') + HALF_ARROW]] : [];
    case 'rect': {
      if (classes(element).includes('activation')) return [];
      const bottom = y + number('height');
      return [
        [y, y],
        [bottom, bottom],
      ];
    }
    case 'polygon':
    case 'polyline': {
      const ys = pointsOf(element).map(([, y]) => y);
      return [[Math.min(...ys), Math.max(...ys)]];
    }
    default:
      return [];
  }
}

/** Returns a mapping that closes the gaps between rows. */
function closing(rows: readonly Row[]): Move {
  const gaps: Row[] = [];
  let end = 0;
  for (const [top, bottom] of rows.toSorted(([one], [other]) => one - other)) {
    if (top - end > BETWEEN) gaps.push([end, top]);
    end = Math.max(end, bottom);
  }
  const closed = ([top, bottom]: Row, y: number) =>
    (1 - BETWEEN / (bottom - top)) * (Math.min(Math.max(y, top), bottom) - top);
  return (y) => gaps.reduce((at, gap) => at - closed(gap, y), y);
}

/**
 * Returns the factor by which a message, a box, a note or a frame must be widened to fit its text; 0 for anything else.
 */
function widthAsked(group: Element): number {
  const text = childrenOf(group).find(({ nodeName }) => nodeName === 'text');
  if (group.tagName !== 'g' || !text) return 0;
  const words = textOf(text).trim();
  const characters = words.length + (words.match(WIDE)?.length ?? 0);
  return (characters * CHARACTER + BESIDE) / widthFor(group);
}

/** Returns the width that is available for the text of a group. */
function widthFor(group: Element): number {
  const shapes = childrenOf(group).filter(isElement);
  if (attribute(group, 'data-self') === 'true' || attribute(group, 'data-type') === 'actor')
    return BETWEEN_LINES;
  // The text of a frame is in a box in its corner.
  const shape = classes(group).includes('block') ? shapes[1] : shapes[0];
  const number = (name: string) => Number(shape && attribute(shape, name));
  if (shape?.tagName === 'rect') return number('width');
  if (shape?.tagName === 'line') return Math.abs(number('x2') - number('x1'));
  const xs = pointsOf(shape).map(([x]) => x);
  return Math.max(...xs) - Math.min(...xs);
}

function moveAll(element: Element, starts: readonly string[], size: string, move: Move): void {
  const extent = attribute(element, size);
  const [start = ''] = starts;
  const from = Number(attribute(element, start));
  if (extent !== undefined) setAttribute(element, size, String(move(from + Number(extent)) - move(from)));
  for (const name of starts) {
    const at = attribute(element, name);
    if (at !== undefined) setAttribute(element, name, String(move(Number(at))));
  }
}

function pointsOf(element: Element | undefined): readonly (readonly [x: number, y: number])[] {
  const points = element && attribute(element, 'points')?.split(' ');
  return (points ?? []).map((point) => {
    const [x = 0, y = 0] = point.split(',').map(Number);
    return [x, y];
  });
}

/**
 * Moves the figure of an actor above its name, and both to where boxes are; the renderer's names overlap the
 * first message.
 */
function putAbove(actor: Element): void {
  const [figure, name] = childrenOf(actor).filter(isElement);
  if (!figure || !name) return;
  setAttribute(figure, 'transform', `translate(${Number(attribute(name, 'x')) - 12},${MARGIN - 3})`);
  setAttribute(name, 'y', String(HEAD - LETTERS / 2 - 4));
}
