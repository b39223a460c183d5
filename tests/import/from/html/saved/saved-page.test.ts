/** Pages that a browser saved while reveal.js showed them. */
import { expect, test } from 'vitest';
import { convertRevealPage } from '../../../../../server/import/from/html/reveal-page.ts';
import { converted } from '../../../converted.ts';

const saved = (slides: string, around = '') =>
  converted(
    convertRevealPage,
    `<!DOCTYPE html><html><head><link rel="stylesheet" href="./Tides_files/reveal.css">
<link rel="stylesheet" href="./Tides_files/moon.css" id="theme"><style>[data-auto-animate-target="0"] { opacity: 1 }</style></head>
<body class="reveal-viewport"><div class="reveal slide center focused has-vertical-slides ready" role="application">
<div class="slides" style="width: 960px; height: 700px;">${slides}</div>${around}</div></body></html>`,
    'Tides.html',
  );

const bodyOf = (slides: string) => saved(slides).markdown.replace('---\ntheme: moon\n---\n\n', '');

test('a saved page has no marks of where the talk was, and nothing that reveal.js put around its slides', () => {
  const { markdown, losses, css } = saved(
    `<section class="past" hidden="" aria-hidden="true" inert="" style="top: 280px; display: none;">
<h1>A</h1><p class="fragment visible" data-fragment-index="0">b</p>
<p class="fragment visible current-fragment" data-fragment-index="1">c</p></section>
<section class="stack present" data-previous-indexv="0" style="top: 0px; display: block;"><section class="present has-dark-background" data-auto-animate="pending"
 style="top: 150px; display: block;"><h2 class="r-fit-text" style="white-space: nowrap; display: inline-block; font-size: 300px;">D</h2></section>
<section class="future" hidden="" aria-hidden="true" data-background="a.png" data-background-image="a.png"><p>e <iframe data-src="x.html"></iframe></p></section></section>`,
    `<div class="backgrounds"><div class="slide-background present">1</div></div><aside class="controls"><button>2</button></aside>
<div class="slide-number"><a href="#/1">3</a></div><div class="aria-status">4</div><div class="speaker-notes">5</div>`,
  );
  expect(markdown).toBe(`---
theme: moon
---

# A

b {.fragment}

c {.fragment}

---

<!-- .slide: data-auto-animate -->

## D {.r-fit-text}

----

<!-- .slide: data-background="a.png" -->

e <iframe data-src="x.html"></iframe>`);
  expect([losses, css]).toEqual([[], '']);
});

test('indexes that an author gave to fragments stay', () => {
  const fragments = `<p class="fragment" data-fragment-index="1">a</p><p class="fragment visible" data-fragment-index="0">b</p>`;
  expect(bodyOf(`<section>${fragments}</section>`)).toBe(
    'a {.fragment data-fragment-index=1}\n\nb {.fragment data-fragment-index=0}',
  );
});

test('code that is shown with numbers and steps is code with steps', () => {
  const row = (line: string, number: number) =>
    `<tr><td class="hljs-ln-line hljs-ln-numbers"><div class="hljs-ln-n" data-line-number="${number}"></div></td><td class="hljs-ln-line hljs-ln-code">${line}</td></tr>`;
  const table = `<table class="hljs-ln"><tbody>${row('<span class="hljs-keyword">let</span> a;', 1)}${row('  let b;', 2)}${row(' ', 3)}${row('c', 4)}</tbody></table>`;
  const code = (steps: string, names = '') =>
    `<code class="language-js hljs language-javascript${names} has-highlights" data-line-numbers="${steps}" data-highlighted="yes">${table}</code>`;
  expect(
    bodyOf(
      `<section><pre class="code-wrapper">${code('1')}${code('2-4', ' fragment visible')}</pre></section>`,
    ),
  ).toBe('```js [1|2-4]\nlet a;\n  let b;\n\nc\n```');
});

test('Markdown that reveal.js has read is read as the page has it, with its notes', () => {
  const { markdown } =
    saved(`<section data-markdown="" data-markdown-parsed="true" class="present"><h2 id="tides">Tides</h2>
<ul><li class="fragment">a <!-- --></li></ul><aside class="notes"><p>Say this.</p></aside></section>`);
  expect(markdown).toContain('## Tides {#tides}\n\n- a {.fragment}\n\nNote:\nSay this.');
});

test('a page that was scrolled has its stacks, and one that was printed each slide once', () => {
  const scrolled = (h: number, v: number, words: string) =>
    `<div class="scroll-page"><div class="scroll-page-sticky"><div class="scroll-page-content"><div class="slide-background"></div><section data-index-h="${h}" data-index-v="${v}" style="top: 1px;">${words}</section></div></div><div class="scroll-snap-point"></div></div>`;
  expect(
    bodyOf(
      `<section style="top: 350px;"></section>${scrolled(0, 0, 'a')}${scrolled(1, 0, 'b')}${scrolled(1, 1, 'c')}`,
    ),
  ).toBe('a\n\n---\n\nb\n\n----\n\nc');
  const printed = (names: string) =>
    `<div class="pdf-page" style="height: 701px;"><div class="slide-background"></div><section class="present" style="left: 19px; top: 191px; width: 960px;" data-fragment="-1"><p class="fragment${names}" data-fragment-index="0">a</p><aside class="notes">n</aside></section><div class="speaker-notes speaker-notes-pdf">n</div><div class="slide-number-pdf">1</div></div>`;
  expect(bodyOf(printed('') + printed(' visible current-fragment'))).toBe('a {.fragment}\n\nNote:\nn');
});
