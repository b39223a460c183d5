/** Sizes and offers on the pictures of a slide. */
import { describe, expect, test } from 'vitest';
import { offerImages, sizeImages } from '../../../../server/deck/features/pictures/sizes.ts';

const size = (html: string) =>
  sizeImages(html, (address) => (address === 'a&b.png' ? { width: 1600, height: 900 } : undefined));

const KNOWN = 'width="1600" height="900" style="contain-intrinsic-size:1600px 900px"';

describe('the room for a picture', () => {
  test.each([
    ['<img src="a&amp;b.png" alt="A">', `<img src="a&amp;b.png" alt="A" ${KNOWN}>`],
    ['<img data-src="a&amp;b.png">', `<img data-src="a&amp;b.png" ${KNOWN}>`],
    [
      '<img src="a&amp;b.png" style="border:0;">',
      '<img src="a&amp;b.png" style="border:0;contain-intrinsic-size:1600px 900px" width="1600" height="900">',
    ],
    [
      '<img src="a&amp;b.png" width="300">',
      '<img src="a&amp;b.png" width="300" style="aspect-ratio:auto 1600/900">',
    ],
    [
      '<img src="a&amp;b.png" style="max-width:9px;height:30px">',
      '<img src="a&amp;b.png" style="max-width:9px;height:30px;aspect-ratio:auto 1600/900">',
    ],
    ['<img src="a&amp;b.png" style="aspect-ratio:1">', '<img src="a&amp;b.png" style="aspect-ratio:1">'],
    ['<img src="other.png">', '<img src="other.png">'],
    [
      '<picture><source srcset="x.avif"><img src="a&amp;b.png"></picture>',
      '<picture><source srcset="x.avif"><img src="a&amp;b.png"></picture>',
    ],
  ])('of %s is reserved', (html, expected) => {
    expect(size(html)).toBe(expected);
  });
});

describe('an offer', () => {
  const offer = (html: string) =>
    offerImages(html, () => ({
      candidates: [
        { address: '../_/p.640.avif', width: 640 },
        { address: 'a, b.png', width: 800 },
      ],
      preview: 'linear-gradient(#abc,#123)',
    }));
  const list = 'srcset="../_/p.640.avif 640w,a%2C%20b.png 800w"';

  test.each([
    [
      '<img src="a" width="9">',
      `<img src="a" width="9" ${list} sizes="100vw" style="--preview:linear-gradient(#abc,#123)">`,
    ],
    [
      '<img data-src="a" width="9">',
      '<img data-src="a" width="9" style="--preview:linear-gradient(#abc,#123)">',
    ],
    [
      '<img src="a" width="9" data-fill="contain">',
      `<img src="a" width="9" data-fill="contain" ${list} sizes="100vw">`,
    ],
    [
      '<section data-kind="left"><img src="a" width="9" data-fill="contain"></section>',
      `<section data-kind="left"><img src="a" width="9" data-fill="contain" ${list} sizes="(max-width:600px) 100vw,50vw"></section>`,
    ],
    // Its size would be that of the file that is chosen.
    ['<img src="a">', '<img src="a">'],
    [
      '<img src="a" width="9" srcset="b 2x">',
      '<img src="a" width="9" srcset="b 2x" style="--preview:linear-gradient(#abc,#123)">',
    ],
  ])('on %s leaves its size', (html, expected) => {
    expect(offer(html)).toBe(expected);
  });
});
