/** Where one can go from where one is, as tables. */
import { describe, expect, test } from 'vitest';
import { actionOf } from '../../../client/room/keys.ts';
import { destination } from '../../../client/speaker/talk/destination.ts';
import {
  backward,
  forward,
  type Outline,
  placeOf,
  turn,
  visit,
} from '../../../client/speaker/talk/outline.ts';

const slide = (id: string, h: number, v: number, steps = 0) => ({ id, h, v, steps });

/** Three columns; the middle one has three slides, the last has two. */
const outline: Outline = [
  slide('start', 0, 0, 2),
  slide('top', 1, 0),
  slide('middle', 1, 1, 1),
  slide('bottom', 1, 2),
  slide('last', 2, 0, 3),
  slide('under', 2, 1),
];
const line: Outline = [slide('a', 0, 0), slide('b', 1, 0, 2), slide('c', 2, 0)];

const at = (id: string, f = -1, deck = outline) => ({ index: deck.findIndex((each) => each.id === id), f });
const named = ({ index, f }: { index: number; f: number }, deck = outline) => [deck[index]?.id, f];

describe('a step', () => {
  test.each([
    ['shows the next fragment', 'start', -1, ['start', 0]],
    ['goes on after the last fragment', 'start', 1, ['top', -1]],
    ['goes down a column', 'top', -1, ['middle', -1]],
    ['goes to the next column', 'bottom', -1, ['last', -1]],
    ['stays at the end', 'under', -1, ['under', -1]],
  ] as const)('%s', (_, id, f, expected) => {
    expect(named(forward(outline, at(id, f)))).toEqual(expected);
  });

  test.each([
    ['hides the last fragment', 'start', 1, ['start', 0]],
    ['comes to a slide that is complete', 'last', -1, ['bottom', -1]],
    ['comes to its last fragment', 'bottom', -1, ['middle', 0]],
    ['stays at the beginning', 'start', -1, ['start', -1]],
  ] as const)('back %s', (_, id, f, expected) => {
    expect(named(backward(outline, at(id, f)))).toEqual(expected);
  });

  test('leaves fragments out when asked to', () => {
    expect(named(forward(outline, at('start'), true))).toEqual(['top', -1]);
    expect(named(backward(outline, at('last', 2), true))).toEqual(['bottom', -1]);
  });
});

describe('an arrow', () => {
  test.each([
    ['right', 'start', -1, ['start', 0]],
    ['right', 'top', -1, ['last', -1]],
    ['right', 'middle', -1, ['middle', 0]],
    ['right', 'last', 2, ['under', -1]],
    ['left', 'bottom', -1, ['start', 1]],
    ['left', 'start', -1, ['start', -1]],
    ['down', 'top', -1, ['middle', -1]],
    ['down', 'start', 1, ['start', 1]],
    ['up', 'bottom', -1, ['middle', 0]],
    ['up', 'top', -1, ['top', -1]],
  ] as const)('%s from %s at %i', (direction, id, f, expected) => {
    expect(named(turn(outline, at(id, f), direction))).toEqual(expected);
  });

  test('steps where there is but one line', () => {
    expect(named(turn(line, at('b', 1, line), 'down'), line)).toEqual(['c', -1]);
    expect(named(turn(outline, at('top'), 'right', { linear: true }))).toEqual(['middle', -1]);
  });

  test('is mirrored where columns run from right to left', () => {
    const key = actionOf({
      key: 'ArrowLeft',
      shiftKey: false,
      altKey: false,
      ctrlKey: false,
      metaKey: false,
    });
    const place = key && destination({ slides: line, linear: false, rtl: true }, at('a', -1, line), key);
    expect(place && named(place, line)).toEqual(['b', -1]);
  });
});

describe('a jump', () => {
  test('finds a passed slide complete and a later one at its beginning', () => {
    expect(named(visit(outline, at('bottom'), 0))).toEqual(['start', 1]);
    expect(named(visit(outline, at('bottom'), 4))).toEqual(['last', -1]);
    expect(named(visit(outline, at('bottom'), 99))).toEqual(['under', -1]);
  });
});

describe('a position', () => {
  test.each([
    ['is found by its id', { slide: 'middle', h: 9, v: 9, f: 0 }, ['middle', 0]],
    ['is the beginning of another slide', { slide: 'gone', h: 0, v: 0, f: 1 }, ['start', -1]],
    ['is found by its column and row', { slide: 'gone', h: 1, v: 2, f: -1 }, ['bottom', -1]],
    ['is the nearest before', { slide: '', h: 1, v: 7, f: -1 }, ['bottom', -1]],
    ['is the last of a shorter deck', { slide: '', h: 50, v: 0, f: -1 }, ['under', -1]],
    ['has no more fragments than there are', { slide: 'start', h: 0, v: 0, f: 12 }, ['start', 1]],
  ] as const)('%s', (_, position, expected) => {
    expect(named(placeOf(outline, position))).toEqual(expected);
  });
});

describe('a key', () => {
  const press = (key: string, modifiers = {}) =>
    actionOf({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...modifiers });

  test.each([
    ['PageDown', {}, 'forward'],
    [' ', {}, 'forward'],
    ['Enter', {}, 'forward'],
    ['N', { shiftKey: true }, 'forward'],
    [' ', { shiftKey: true }, 'backward'],
    ['PageUp', {}, 'backward'],
    ['ArrowRight', {}, 'turn'],
    ['j', {}, 'turn'],
    ['ArrowLeft', { shiftKey: true }, 'first'],
    ['ArrowDown', { shiftKey: true }, 'column-end'],
    ['b', {}, 'black'],
    ['.', {}, 'black'],
    ['Escape', {}, undefined],
    ['?', { shiftKey: true }, 'help'],
    ['End', {}, 'last'],
    ['r', { ctrlKey: true }, undefined],
    ['F5', {}, 'fullscreen'],
    ['Tab', {}, undefined],
    ['d', { altKey: true }, undefined],
    ['constructor', {}, undefined],
  ] as const)('%s with %o', (key, modifiers, expected) => {
    expect(press(key, modifiers)?.type).toBe(expected);
  });

  test('with Alt leaves fragments out', () => {
    expect(press('ArrowRight', { altKey: true })).toEqual({
      type: 'turn',
      direction: 'right',
      skipSteps: true,
    });
  });
});
