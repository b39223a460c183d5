/** Slides taken apart: what comes with them, and what waits for a step or for another slide. */
import { describe, expect, test } from 'vitest';
import { cutSlide } from '../../../server/deck/html/fragments.ts';
import { htmlOf, linksOf, wholeHtml } from '../../../server/deck/model/pieces.ts';

const cut = (inner: string, bySteps = true) =>
  cutSlide(`<section id="s">${inner}</section>`, { bySteps, isSlide: (id) => id.startsWith('slide') });
const at = (inner: string, step: number) =>
  htmlOf(cut(inner).pieces, step, () => false).replace(/^<section id="s">|<\/section>$/g, '');
/** The steps, from −1 on, at which a word is there. */
const stepsWith = (word: string, inner: string) =>
  [-1, 0, 1, 2, 3].filter((step) => at(inner, step).includes(word));

describe('a fragment', () => {
  test('is an empty element until its step', () => {
    const item = '<li class="fragment mine" style="color:red" data-x="y">Word</li>';
    expect(at(`<ul>${item}</ul>`, -1)).toBe(
      '<ul><li class="fragment" data-fragment-index="0" data-waits=""></li></ul>',
    );
    expect(at(`<ul>${item}</ul>`, 0)).toBe(
      '<ul><li class="fragment mine" style="color:red" data-x="y" data-fragment-index="0">Word</li></ul>',
    );
  });

  test.each([
    ['in their order', '<p class="fragment">A</p><p class="fragment">B</p>', [0, 1, 2, 3], [1, 2, 3]],
    [
      'by their index, without gaps, before those without one',
      '<p class="fragment">A</p><p class="fragment" data-fragment-index="7">B</p><p class="fragment" data-fragment-index="3">C</p>',
      [2, 3],
      [1, 2, 3],
    ],
    [
      'together where they have one index',
      '<p class="fragment" data-fragment-index="1">A</p><p class="fragment" data-fragment-index="1">B</p>',
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ],
    [
      'inside of another after that',
      '<div class="fragment">A <p class="fragment">B</p></div>',
      [0, 1, 2, 3],
      [1, 2, 3],
    ],
    [
      'inside of a later one with that',
      '<div class="fragment" data-fragment-index="2">A<p class="fragment" data-fragment-index="1">B</p></div>',
      [1, 2, 3],
      [1, 2, 3],
    ],
    [
      'never where their index is none',
      '<p class="fragment" data-fragment-index="x">A</p><p>B</p>',
      [],
      [-1, 0, 1, 2, 3],
    ],
  ])('comes %s', (_, inner, ofA, ofB) => {
    expect([stepsWith('A', inner), stepsWith('B', inner)]).toEqual([ofA, ofB]);
  });

  test.each([
    'fade-out',
    'grow',
    'strike',
    'highlight-red',
    'semi-fade-out',
    'shrink',
    'highlight-current-blue',
  ])('%s is there before its step', (name) => {
    expect(stepsWith('A', `<p class="fragment ${name}">A</p>`)).toEqual([-1, 0, 1, 2, 3]);
  });

  test.each([
    '',
    'fade-up',
    'current-visible',
    'fade-in-then-out',
    'zoom-in',
    'custom',
    'fade-out current-visible',
  ])('%s is not there before its step', (name) => {
    expect(stepsWith('A', `<p class="fragment ${name}">A</p>`)).toEqual([0, 1, 2, 3]);
  });

  test('that is a step of code hides nothing, unless it has other code', () => {
    const code = (word: string) =>
      `<pre><code>A</code><code class="fragment">${word}</code></pre><p class="fragment">B</p>`;
    expect(at(code('A'), -1)).toContain('<code class="fragment" data-fragment-index="0">A</code>');
    expect(stepsWith('C', code('C'))).toEqual([0, 1, 2, 3]);
    expect(stepsWith('B', code('A'))).toEqual([1, 2, 3]);
  });

  test('keeps the number of steps and of media before its step', () => {
    const inner =
      '<div class="fragment" title="Word"><table><tr><td class="fragment">Word<video src="w.mp4" controls></video></td></tr></table><img src="w.png" alt="Word"></div>';
    expect(at(inner, -1)).toBe(
      '<div class="fragment" data-fragment-index="0" data-waits=""><table><tbody><tr><td class="fragment" data-fragment-index="1"><audio></audio></td></tr></tbody></table></div>',
    );
  });

  test('keeps the number of what opens something before its step', () => {
    const inner =
      '<p class="fragment"><a href="w.html" data-preview-link>w</a><i data-preview-link="false">w</i></p>';
    expect(at(inner, -1)).toBe(
      '<p class="fragment" data-fragment-index="0" data-waits=""><a data-preview-image=""></a></p>',
    );
  });

  test.each(['template', 'noscript', 'iframe', 'object', 'video'])(
    'that is a %s holds nothing before its step',
    (tag) => {
      const inner = `<${tag} class="fragment" src="word" srcdoc="word"><p>word</p></${tag}>`;
      const [before] = [at(inner, -1)];
      if (tag !== 'template' && tag !== 'noscript') expect(before).toContain('data-waits');
      expect(before).not.toContain('word');
    },
  );

  test('comes with its slide where the deck has no steps', () => {
    const html = '<section id="s"><p class="fragment">A</p></section>';
    expect(cut('<p class="fragment">A</p>', false).pieces).toEqual([html]);
  });
});

test('a whole slide is what it was', () => {
  const inner = '<p>a &amp; b</p><ul><li class="fragment">A <a href="#/slide-2">x</a></li></ul>';
  expect(wholeHtml(cut(inner).pieces)).toBe(
    `<section id="s">${inner.replace('fragment"', 'fragment" data-fragment-index="0"')}</section>`,
  );
});

describe('a link to another slide', () => {
  const inner = '<a href="#/slide-2" class="x">Next</a> <a href="#slide%203">X</a> <a href="#/2">Y</a>';

  test('leads nowhere before that was shown', () => {
    const { pieces } = cut(inner);
    expect(linksOf(pieces)).toEqual(['slide-2', 'slide 3']);
    expect(htmlOf(pieces, -1, (id) => id === 'slide 3')).toBe(
      '<section id="s"><a class="x">Next</a> <a href="#slide%203">X</a> <a href="#/2">Y</a></section>',
    );
  });
});

test('addresses come with the step of what names them', () => {
  const inner = [
    '<img src="11.png" alt="1.png">',
    '<div class="fragment"><img data-src="a.png" srcset="b.png 1w, c.png 2w" style="background:url(d.png)"></div>',
    '<style>.x { background: url("e.png") }</style>',
    '<video class="fragment" poster="f.png"><source src="g.mp4"></video>',
    '<p class="fragment fade-out"><a href="h.pdf" data-preview-image="i.png">x</a></p>',
    '<svg><use href="j.svg#k"></use></svg>',
  ].join('');
  const { addresses } = cutSlide(`<section data-background-image="0.png">${inner}</section>`, {
    bySteps: true,
    isSlide: () => false,
  });
  const steps = new Map<number, Set<string>>();
  for (const [url, step] of addresses) steps.set(step, (steps.get(step) ?? new Set()).add(url));
  const of = (step: number) =>
    [...(steps.get(step) ?? [])].filter((url) => /^\w+\.\w+(#k)?$/.test(url)).sort();
  expect([of(-1), of(0), of(1)]).toEqual([
    ['0.png', '11.png', 'e.png', 'h.pdf', 'i.png', 'j.svg#k'],
    ['a.png', 'b.png', 'c.png', 'd.png'],
    ['f.png', 'g.mp4'],
  ]);
});
