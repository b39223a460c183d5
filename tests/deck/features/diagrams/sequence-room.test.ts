/** Sequence diagrams whose letters can be read from the last row. */
import { expect, test } from 'vitest';
import { drawMermaid } from '../../../../server/deck/features/diagrams/mermaid.ts';

/** Width and height of a drawing, the sizes of its letters, and the number of a place in it. */
function draw(...lines: readonly string[]) {
  const drawn = drawMermaid(['sequenceDiagram', ...lines].join('\n'));
  if (!('svg' in drawn)) throw new Error('not drawn');
  const { svg } = drawn;
  const [width = 0, height = 0] = /viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"/.exec(svg)?.slice(1).map(Number) ?? [];
  const sizes = [...svg.matchAll(/font-size="(\d+)"/g)].map(([, size]) => size);
  const at = (pattern: RegExp) => Number(pattern.exec(svg)?.[1]);
  return { width, height, sizes: [...new Set(sizes)], at };
}

const NINE = ['A->>B: one', 'B-->>A: two', 'A->>B: three'].flatMap((line) => [line, line, line]);

test('nine messages leave letters 20 pixels high on a slide whose drawing is 480 high', () => {
  const { height, sizes } = draw(...NINE);
  expect(sizes).toEqual(['13']);
  expect((13 * 480) / height).toBeGreaterThan(20);
});

test('a long message makes the drawing wider, up to the width of a slide', () => {
  const words = 'what I wanted to say to you in many words';
  const { width } = draw('A->>B: hi');
  expect(draw(`A->>B: ${words}`).width).toBeGreaterThan(1.3 * width);
  expect(draw(`A->>B: ${words.repeat(9)}`).width).toBeLessThan(740);
});

test('many participants that say little stand closer together', () => {
  const names = [...'ABCDEFGH'];
  const lines = names.slice(1).map((name, i) => `${names[i]}->>${name}: hi`);
  expect(draw(...lines).width).toBeLessThan(0.8 * 140 * names.length);
});

test('an actor’s name is above the line of its life', () => {
  const { at } = draw('actor A as Ann', 'A->>B: hi');
  const name = at(/ y="([\d.]+)"[^>]*>Ann</);
  expect(name + 13 / 2).toBeLessThan(at(/class="lifeline"[^>]* y1="([\d.]+)"/));
});

test('notes, frames and messages to oneself do not meet', () => {
  const { at } = draw(
    'A->>A: self',
    'alt good',
    'A->>B: one',
    'Note over A,B: noted',
    'else bad',
    'B->>A: two',
    'end',
  );
  const places = ['self', String.raw`alt \[good\]`, 'one', 'noted', 'two'].map((words) =>
    at(new RegExp(String.raw` y="([\d.]+)"[^>]*>${words}<`)),
  );
  const steps = places.slice(1).map((place, i) => place - (places[i] ?? 0));
  expect(Math.min(...steps)).toBeGreaterThan(8);
});
