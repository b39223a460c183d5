/** What there is to choose from behind slides and columns. */
import { describe, expect, test } from 'vitest';
import { backgroundOf, offerBackground } from '../../../../server/deck/features/pictures/backgrounds.ts';

const offer = (html: string) =>
  offerBackground(html, () => ({
    candidates: [
      { address: '../_/p.640.avif', width: 640 },
      { address: 'a b.png', width: 800 },
    ],
    preview: 'linear-gradient(#abc,#123)',
  }));
const list = 'data-background-srcset="../_/p.640.avif 640w,a%20b.png 800w"';
const preview = 'data-background-preview="linear-gradient(#abc,#123)"';

describe('an offer', () => {
  test.each([
    ['data-background-image="a b.png" id="x"', `data-background-image="a b.png" id="x" ${list} ${preview}`],
    ['data-background="a.png"', `data-background-image="a.png" ${list} ${preview}`],
    [
      'data-background="#123" data-background-image="a.png"',
      `data-background="#123" data-background-image="a.png" ${list}`,
    ],
    [
      'data-background-image="a.png" data-background-size="cover"',
      `data-background-image="a.png" data-background-size="cover" ${list} ${preview}`,
    ],
    [
      'data-background-image="a.png" data-background-size="contain"',
      `data-background-image="a.png" data-background-size="contain" ${list}`,
    ],
    ...['color="#111"', 'gradient="linear-gradient(red,blue)"', 'opacity="0.5"'].map((also) => [
      `data-background-image="a.png" data-background-${also}`,
      `data-background-image="a.png" data-background-${also} ${list}`,
    ]),
  ])('behind %s leaves what is seen', (attributes, expected) => {
    expect(offer(`<section ${attributes}><p data-background-image="b.png">A</p></section>`)).toBe(
      `<section ${expected}><p data-background-image="b.png">A</p></section>`,
    );
  });

  test.each([
    'data-background-color="red"',
    'data-background="red"',
    'data-background-image="a.png,b.png"',
    'data-background-image="a.png" data-background="b.png"',
    'data-background-image="a.png" data-background-size="auto"',
    'data-background-image="a.png" data-background-size="300px"',
    'data-background-image="a.png" data-background-repeat="repeat"',
    'data-background-image="a.png" data-background-srcset="b.png 640w"',
  ])('is none behind %s', (attributes) => {
    const html = `<section ${attributes}></section>`;
    expect(offer(html)).toBe(html);
    expect(backgroundOf(html)).toBeUndefined();
  });

  test('is none where nothing was made', () => {
    const html = '<section data-background-image="a.png"></section>';
    for (const candidates of [undefined, []])
      expect(offerBackground(html, () => candidates && { candidates, preview: undefined })).toBe(html);
  });
});

test.each([
  ['<section data-background-image=" a&amp;b.png "><p>A</p></section>', 'a&b.png'],
  ['<section class="stack" data-background="https://example.org/a">', 'https://example.org/a'],
  ['<section><p data-background-image="a.png"></p></section>', undefined],
  ['', undefined],
])('of %s the picture is %s', (html, address) => {
  expect(backgroundOf(html)).toBe(address);
});
