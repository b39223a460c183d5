/** Titles that were written into a box, where the layout has no place for one. */
import { expect, test } from 'vitest';
import { imported, pack, paragraph, run, shape, slide } from './presentation.ts';

const box = (text: string, size: number, y: number) =>
  shape('', paragraph(run(text, `sz="${size}"`)), [0, y, 400]);

function slides(...inner: readonly string[]): string[] {
  const { markdown } = imported(pack(inner.map((each) => [slide(each)])));
  return markdown.replace(/^---[\s\S]*?---\n\n/, '').split(/\n\n---\n\n/);
}

const first = box('First', 4400, 0) + box('words', 1800, 900_000);

test('the largest words, above all others, are the title; on the first slide, wherever they are', () => {
  const cover = box('May 2026', 1800, 100_000) + box('The tide', 6000, 3_000_000);
  const next = box('How it rises', 4000, 100_000) + box('Slowly', 2000, 2_000_000);
  expect(slides(cover, next)).toEqual(['# The tide\n\nMay 2026', '## How it rises\n\nSlowly']);
});

const PICTURE =
  '<p:pic><p:spPr><a:xfrm><a:off x="0" y="900000"/><a:ext cx="400" cy="400"/></a:xfrm></p:spPr></p:pic>';

test('words above nothing but pictures are the title, and on the first slide those that stand alone', () => {
  expect(slides(box('Cover', 6000, 3_000_000), box('Large', 4000, 100_000) + PICTURE)).toEqual([
    '# Cover',
    '## Large',
  ]);
  const below = box('Below', 4000, 1_000_000) + PICTURE;
  const small = box('Small', 1800, 100_000) + PICTURE;
  expect(slides(first, below, small).slice(1)).toEqual(['Below', 'Small']);
});

test('a place for the title that is empty is none', () => {
  const empty = shape('title', paragraph(''), [0, 0, 400]);
  expect(slides(first, empty + box('Large', 4000, 100_000) + box('small', 1800, 900_000))[1]).toMatch(
    /^## Large$/m,
  );
});

test('signs at the end of a title, which would end a heading, are shown', () => {
  expect(slides(shape('title', paragraph(run('A #'))) + box('b', 1800, 100_000))).toEqual(['## A \\#\n\nb']);
});

test.each([
  ['below other words', box('Large', 4000, 900_000) + box('small', 1800, 100_000)],
  ['in the lower part', box('Large', 4000, 3_000_000) + box('small', 1800, 4_000_000)],
  ['hardly larger than others', box('Large', 2000, 100_000) + box('small', 1800, 900_000)],
  ['alone', box('Large', 4000, 100_000)],
  ['long', box('Large '.repeat(30).trim(), 4000, 100_000) + box('small', 1800, 900_000)],
  ['a figure', box('42', 4000, 100_000) + box('small', 1800, 900_000)],
])('words are none where they are %s', (_, inner) => {
  expect(slides(first, inner)[1]).not.toMatch(/^#/m);
});

test('a figure beside the title may be larger', () => {
  const inner = box('01', 6000, 100_000) + box('Ebb', 4000, 120_000) + box('small', 1800, 900_000);
  expect(slides(first, inner)[1]).toMatch(/^## Ebb$/m);
});

test('a title in its own place is the only one', () => {
  const own = shape('title', paragraph(run('Own')), [0, 900_000, 400]);
  expect(slides(first, own + box('Large', 9000, 0))[1]).toMatch(/^## Own\n\nLarge$/);
});
