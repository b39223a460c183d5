/** Pages of reveal.js and remark, and the Markdown that they become. */
import { expect, test } from 'vitest';
import { markdownOf } from '../../../../server/import/from/html/html-markdown.ts';
import { convertRevealPage } from '../../../../server/import/from/html/reveal-page.ts';
import { converted } from '../../converted.ts';

test.each([
  ['<h2 class="r-fit-text">A <em>b</em></h2><p>c<br>d</p>', '## A *b* {.r-fit-text}\n\nc\\\nd'],
  ['<ul><li>a<ul><li>b</li></ul></li><li class="fragment">c</li></ul>', '- a\n  - b\n- c {.fragment}'],
  ['<ol start="3"><li>a</li></ol>', '3. a'],
  [
    '<pre><code class="language-js" data-line-numbers="1|2" data-trim>\n  a &lt; b\n  c\n</code></pre>',
    '```js [1|2]\na < b\nc\n```',
  ],
  [
    '<p class="fragment fade-up" data-fragment-index="2">x</p>',
    'x {.fragment .fade-up data-fragment-index=2}',
  ],
  ['<blockquote>q</blockquote><hr>', '> q\n\n***'],
  ['<table><tr><th>a</th></tr><tr><td>b|c</td></tr></table>', '| a |\n| --- |\n| b\\|c |'],
  ['<img src="a.png" alt="x" width="200" class="r-stretch">', '![x](a.png){.r-stretch width=200}'],
  [
    '<a href="#/2">on</a> <span style="color: red">r</span> <kbd>k</kbd> *not*',
    '[on](#/2) [r]{style="color: red"} <kbd>k</kbd> \\*not\\*',
  ],
  ['<h2>A</h2><br><br><p>b<br></p><p><br></p>c<br>', '## A\n\n<br>\n\nb\n\nc'],
  [
    '<table><tr><td class="x">a</td></tr></table>',
    '<table><tbody><tr><td class="x">a</td></tr></tbody></table>',
  ],
  ['<div class="r-stack"><p>a</p></div>', '<div class="r-stack">\n\na\n\n</div>'],
  ['<video src="a.mp4" controls></video>', '<video src="a.mp4" controls=""></video>'],
])('%s', (html, markdown) => {
  expect(markdownOf(html)).toBe(markdown);
});

test('a page has its stacks, notes, theme, styles and options', () => {
  const page = `<!doctype html>
<html><head><title>Tides</title>
<link rel="stylesheet" href="dist/reveal.css"><link rel="stylesheet" href="dist/theme/moon.css">
<style>.x { color: red }</style></head>
<body><div class="reveal"><div class="slides">
<section id="a" data-background-color="#123"><h1>A</h1><aside class="notes">say</aside></section>
<section><section><h2>B</h2></section><section data-markdown><script type="text/template">
## C
- d
</script></section></section>
</div></div>
<script>Reveal.initialize({ transition: 'fade', hash: true });</script></body></html>`;
  const { markdown, css } = converted(convertRevealPage, page, 'index.html');
  expect(markdown).toBe(`---
title: Tides
theme: moon
revealOptions:
  transition: fade
  hash: true
---

<!-- .slide: id="a" data-background-color="#123" -->

# A

Note:
say

---

## B

----

## C
- d`);
  expect(css).toBe('.x { color: red }\n');
});

test('the text of a page for remark is read', () => {
  const page =
    '<html><body><textarea id="source">\nclass: center\n\n# A &amp; B\n\n---\n\n# C\n</textarea></body></html>';
  expect(converted(convertRevealPage, page, 'index.html').markdown).toBe(
    '{.center}\n\n# A & B\n\n---\n\n# C',
  );
});

test('the file of a page for remark is read, with the page’s styles', () => {
  const page = `<html><head><title>Tides</title>
<link rel="stylesheet" href="own.css"><link rel="stylesheet" href="gone.css">
<style>@import url(https://fonts.example/a.css); body { color: red } .remark-slide-content h1 { margin: 0 }</style>
</head><body><script>var s = remark.create({ sourceUrl: './talk.md', ratio: '16:9' });</script></body></html>`;
  const beside = { 'talk.md': '# A\n???\nsay', 'own.css': '.remark-code { color: blue }' };
  const { markdown, css, losses } = converted(convertRevealPage, page, 'index.html', beside);
  expect(markdown).toContain('title: Tides');
  expect(markdown).toContain('# A\n\nNote:\nsay');
  expect(css.replace(/\s+/g, ' ').trim()).toBe(
    '.reveal .slides { code { color: blue } & { color: red } section h1 { margin: 0 } }',
  );
  expect(losses).toEqual([
    '2: `gone.css`: the style sheet is not beside the page.',
    '1: `@import url(https://fonts.example/a.css);`: a style sheet of another server is not loaded; keep a copy beside the deck.',
  ]);
});

test('a theme beside the page is a style sheet, and what is outside of the slides is told', () => {
  const page = `<html><head><title>T</title><link rel="stylesheet" href="css/theme/own.css" id="theme"></head><body>
<div id="bar"> <img src="logo.png"> </div>
<div class="reveal"><div class="slides"><section><h1>A</h1></section></div>
<footer>Tides</footer><div class="progress"></div></div><script>Reveal.initialize()</script></body></html>`;
  const { markdown, losses } = converted(convertRevealPage, page, 'index.html');
  expect(markdown).toBe('---\ntitle: T\ntheme: black\ncss:\n  - css/theme/own.css\n---\n\n# A');
  const told = 'what is outside of the slides was left out; `header` and `footer` hold for all.';
  expect(losses).toEqual([`2: \`<div id="bar">\`: ${told}`, `4: \`<footer>\`: ${told}`]);
});

test('styles that cannot be read, or are of another server, are told', () => {
  const page = (style: string) =>
    converted(
      convertRevealPage,
      `<style>${style}</style><div class="reveal"><div class="slides"><section>a</section></div></div>`,
      'talk.html',
    );
  expect(page('h1 { color: red } } {')).toMatchObject({
    css: '',
    losses: ['1: `<style>`: it cannot be read as CSS, and was left out.'],
  });
  expect(page('@import url(https://example.org/f.css); h1 { color: red }')).toMatchObject({
    css: 'h1 { color: red }\n',
    losses: [
      '1: `@import url(https://example.org/f.css);`: a style sheet of another server is not loaded; keep a copy beside the deck.',
    ],
  });
});
