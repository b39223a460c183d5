/** Makes room for the letters of a sequence diagram: its renderer draws them small, in rows that are far apart. */
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

/** Size of all letters. The renderer gives it to participants alone, and 11 to all else. */
const LETTERS = 13;

/** How much wider than it was drawn everything becomes, as its letters do. */
const WIDER = 1.2;

/** How much of its width is left at least of a drawing that is too wide for its slide, and whose words are short. */
const NARROWEST = 0.6;

/** Width of the room on a slide, by its height: up to there, long words may make the whole drawing wider. */
const SHAPE = 2.2;

/** Width up to which letters are large enough, whatever the height. */
const ROOM = 720;

/** Width of a letter, and the blank space on both sides of words. */
const CHARACTER = 7;
const BESIDE = 10;

/** Width that there is between two lines for the words of a message to itself, and around one for an actor's name. */
const BETWEEN_LINES = 100;

/** Scripts whose characters are twice as wide. */
const WIDE = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/gu;

/** Blank space between two rows, and the half of an arrow's height. */
const BETWEEN = 6;
const HALF_ARROW = 3;

/** Where the renderer puts participants: its margin, and the lower edge of their boxes. */
const MARGIN = 30;
const HEAD = 70;

const DEFINITIONS = new Set(['defs']);

/** A stretch of the drawing's height. */
type Row = readonly [top: number, bottom: number];

/** Where what was at a place of the drawing is now. */
type Move = (at: number) => number;

/** A sequence diagram with larger letters, without the blank space between its rows. */
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

/** The rows in which something stands that needs its height. Lifelines, and the sides of frames, may be of any length. */
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

/** Moves everything up by the blank space that is too much above it. */
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

/** How much wider a message, a box, a note or a frame has to be for its words; zero for all else. */
function widthAsked(group: Element): number {
  const text = childrenOf(group).find(({ nodeName }) => nodeName === 'text');
  if (group.tagName !== 'g' || !text) return 0;
  const words = textOf(text).trim();
  const characters = words.length + (words.match(WIDE)?.length ?? 0);
  return (characters * CHARACTER + BESIDE) / widthFor(group);
}

/** The width that there is for the words of a group. */
function widthFor(group: Element): number {
  const shapes = childrenOf(group).filter(isElement);
  if (attribute(group, 'data-self') === 'true' || attribute(group, 'data-type') === 'actor')
    return BETWEEN_LINES;
  // The words of a frame stand in a box in its corner.
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

/** Puts the figure of an actor above its name, and both where boxes are: the renderer's names cross the first message. */
function putAbove(actor: Element): void {
  const [figure, name] = childrenOf(actor).filter(isElement);
  if (!figure || !name) return;
  setAttribute(figure, 'transform', `translate(${Number(attribute(name, 'x')) - 12},${MARGIN - 3})`);
  setAttribute(name, 'y', String(HEAD - LETTERS / 2 - 4));
}
