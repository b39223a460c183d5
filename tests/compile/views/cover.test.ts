/** A slide as a cover: where its addresses lead, and what of it must not load, play or be followed. */
import { describe, expect, test } from 'vitest';
import { coverOf, coverStyles } from '../../../server/compile/views/cover.ts';

const htmlOf = (inside: string) => coverOf(`<section>${inside}</section>`, 'a talk').html;

test.each([
  ['<img src="x.png">', '<img src="./a%20talk/x.png" loading="lazy" decoding="async">'],
  ['<img data-src="x.png">', '<img src="./a%20talk/x.png" loading="lazy" decoding="async">'],
  ['<img src="../img/x.png">', '<img src="./img/x.png" loading="lazy" decoding="async">'],
  [
    '<img src="https://a.example/x.png">',
    '<img src="https://a.example/x.png" loading="lazy" decoding="async">',
  ],
  [
    '<img src="x.png" srcset="../_/x.640.webp 640w,x.png 1600w" sizes="100vw">',
    '<img src="./a%20talk/x.png" srcset="./_/x.640.webp 640w, ./a%20talk/x.png 1600w" sizes="(max-width:45em) 100vw,24em" loading="lazy" decoding="async">',
  ],
  ['<p style="background:url(x.png)"></p>', '<p style="background:url(&quot;./a%20talk/x.png&quot;)"></p>'],
  ['<a href="https://a.example/">x</a>', '<a>x</a>'],
  [
    '<video class="r-stretch" autoplay src="f.mp4" poster="p.png"><source src="f.webm"></video>',
    '<img class="r-stretch" src="./a%20talk/p.png" loading="lazy" alt="">',
  ],
  [
    '<video width="400" data-src="f.mp4" controls data-autoplay loop></video>',
    '<video width="400" preload="metadata" muted="" playsinline=""><source src="./a%20talk/f.mp4#t=0.001"></video>',
  ],
  [
    '<video><source src="f.webm#t=5" type="video/webm"><source data-src="../f.mp4"><track src="t.vtt"></video>',
    '<video preload="metadata" muted="" playsinline=""><source src="./a%20talk/f.webm#t=5"><source src="./f.mp4#t=0.001"></video>',
  ],
  ['<video src="https://a.example/f.mp4" class="wide"></video>', '<div class="wide"></div>'],
  ['<video></video>', '<div></div>'],
  ['<audio src="a.mp3" autoplay></audio>', ''],
  ['<iframe data-src="https://a.example/" class="r-stretch"></iframe>', '<div class="r-stretch"></div>'],
  ['<pre><code>a</code><code class="fragment">a</code></pre>', '<pre><code>a</code></pre>'],
  ['<noscript><a href="x">x</a></noscript>', ''],
  ['<p data-preview-image="x.png">x</p>', '<p>x</p>'],
])('%s is shown as %s', (inside, shown) => {
  expect(htmlOf(inside)).toBe(`<section>${shown}</section>`);
});

describe('a background', () => {
  const of = (attributes: string) => {
    const { background, picture, contrast } = coverOf(`<section ${attributes}></section>`, 'talk');
    return [background, picture.replaceAll('&quot;', "'"), contrast];
  };
  const layer = (css: string) => `<div style="position:absolute;inset:0;background:${css}"></div>`;

  test.each([
    ['', ['', '', '']],
    ['data-background-color="#123"', ['#123', '', 'has-dark-background']],
    ['data-background="white"', ['white', '', 'has-light-background']],
    ['data-background-gradient="linear-gradient(red,blue)"', ['linear-gradient(red,blue)', '', '']],
    ['data-background="x.png"', ['', layer("url('./talk/x.png') center/cover no-repeat;opacity:1"), '']],
    [
      'data-background-image="x.png,y.png" data-background-size="50%" data-background-position="top" data-background-repeat="repeat" data-background-opacity="0.5"',
      ['', layer("url('./talk/x.png'),url('./talk/y.png') top/50% repeat;opacity:0.5"), ''],
    ],
    [
      'data-background-image="x.jpg" data-background-srcset="../_/p.640.avif 640w,../_/p.1280.avif 1280w"',
      [
        '',
        layer(
          "url('./talk/x.jpg') center/cover no-repeat;background-image:image-set(url('./_/p.640.avif') type('image/avif'),url('./talk/x.jpg') 1x);opacity:1",
        ),
        '',
      ],
    ],
    [
      'data-background-video="x.mp4, y.webm" data-background-size="contain" class="has-light-background"',
      [
        '',
        '<video style="position:absolute;inset:0;width:100%;height:100%;max-width:none;max-height:none;object-fit:contain;opacity:1" preload="metadata" muted="" playsinline=""><source src="./talk/x.mp4#t=0.001"><source src="./talk/y.webm#t=0.001"></video>',
        'has-light-background',
      ],
    ],
    ['data-background-video="https://a.example/x.mp4"', ['', '', '']],
    [
      'data-background-video="x.mp4" data-background-image="x.png"',
      ['', layer("url('./talk/x.png') center/cover no-repeat;opacity:1"), ''],
    ],
  ])('%s', (attributes, expected) => {
    expect(of(attributes)).toEqual(expected);
  });
});

test('a dark slide is marked as reveal.js marks it, so that themes turn its text light', () => {
  expect(coverOf('<section data-background-color="navy"></section>', 'talk').html).toBe(
    '<section data-background-color="navy" class="has-dark-background"></section>',
  );
});

test('addresses in its styles are relative to where they stand', () => {
  expect(coverStyles('a{background:url(x.png)}b{background:url(../_/y.png)}c{mask:url(#z)}', 'a talk')).toBe(
    'a{background:url("../a%20talk/x.png")}b{background:url("../_/y.png")}c{mask:url("#z")}',
  );
});
