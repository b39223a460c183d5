/** Sizes of a composition's words: few are large, many small, and no word is broken. */
import { expect, test } from 'vitest';
import { sizeFor } from '../../../../server/deck/features/layouts/word-sizes.ts';
import { renderSlides } from './layout-slides.ts';

const room = { width: 1130, height: 480, most: 'giant' } as const;
const sizes = { giant: 224, display: 144, huge: 96, large: 68, heading: 48 } as const;

test.each([
  ['Low water', 'giant'],
  ['High water comes twice a day', 'display'],
  ['What a deck is, and why it is compiled before anyone asks for it', 'huge'],
  [`${'What a deck is, and why it is compiled. '.repeat(3)}`, 'large'],
  [`${'What a deck is, and why it is compiled. '.repeat(9)}`, 'heading'],
  ['Donaudampfschifffahrt', 'huge'],
  ['干潮', 'giant'],
  ['干潮は一日に二度やってくる', 'display'],
])('%s is %s', (words, size) => {
  expect(sizeFor(words.trim(), room, sizes)).toBe(size);
});

test('half as many words again are no larger', () => {
  const words = 'salt sinks near the ice and rises far away where nobody looks for it at all'.split(' ');
  const order = Object.keys(sizes);
  const found = words.map((_, i) => order.indexOf(sizeFor(words.slice(0, i + 1).join(' '), room, sizes)));
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

test('a slide says the size of its words, and another for phones', async () => {
  const [, section, quote, list] = await renderSlides(
    '# T\n\n---\n\n# Low water\n\n---\n\n> Wait.\n\n---\n\n- a\n- b',
  );
  expect(section).toContain('data-size="giant" data-narrow-size="giant"');
  expect(quote).toContain('data-size="huge" data-narrow-size="huge"');
  expect(list).not.toContain('data-size');
});
