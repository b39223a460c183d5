/** Pages of reveal.js and remark, and the Markdown that they become. */
import { expect, test } from 'vitest';
import { markdownOf } from '../../../../server/import/from/html/html-markdown.ts';
import { convertRevealPage } from '../../../../server/import/from/html/reveal-page.ts';
import { converted } from '../../converted.ts';

test.each([
  ['<h2 class="r-fit-text">A <em>b</em></h2><p>c<br>d</p>', '## A *b* {.r-fit-text}\n\nc\\\nd'],
  ['<ul><li>a<ul><li>b</li></ul></li><li class="fragment">c</li></ul>', '- a\n  - b\n- c {.fragment}'],
  ['<ol start="3"><li>a</li></ol>', '3. a'],
  ['<ol type="a"><li>b</li></ol>', '1. b\n\n{style="list-style-type: lower-alpha"}'],
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
  ['<center>a</center>', '<div style="text-align: center">\n\na\n\n</div>'],
  ['a <font color="red">b</font> c', 'a <font color="red">b</font> c'],
  ['<ul><li>a</li><ul><li>b</li></ul></ul>', '- a\n  - b'],
  ['<p>1. a<br>- b</p><p>&gt; c</p><p>---</p><p>+ d</p>', '1\\. a\\\n\\- b\n\n\\> c\n\n\\---\n\n\\+ d'],
  ['a ~~b~~ &amp;copy; x_y', 'a \\~\\~b\\~\\~ \\&copy; x_y'],
  [
    '<b>a:</b>b <b>c</b><i>d</i> <b>e</b>, wow!<a href="f">g</a>',
    '<b>a:</b>b <b>c</b>*d* **e**, wow\\![g](f)',
  ],
  ['<a href="#">a</a> <a href="javascript:x()" class="fragment">b</a> <a>c</a>', 'a [b]{.fragment} c'],
  ['<a href="a (b).pdf">c</a>', '[c](a%20%28b%29.pdf)'],
  ['10&nbsp;km', '10\u00a0km'],
  ['<h2>A<br>B</h2><h3></h3>', '## A<br>B'],
  ['<svg>\n\n<g></g>\n</svg>', '<svg>\n<g></g>\n</svg>'],
  ['<details><pre>a\n\nb</pre>\n\nc</details>', '<details><pre>a&#10;\nb</pre>\nc</details>'],
  ['<style>a {}\n\nb {}</style>', '<style>a {}\n\nb {}</style>'],
  ['<pre class="mermaid">\na--&gt;b\n</pre>', '```mermaid\na-->b\n```'],
  ['<pre class="big python"><code>a</code></pre>', '```python\na\n```'],
  ['<pre class="src src-sh">a</pre>', '```sh\na\n```'],
  ['<pre><code class="language-none">a</code></pre>', '```\na\n```'],
  [
    '<table border="1" rules="groups"><caption><span>T</span> c</caption><tr><th align="right">a</th></tr><tr><td align="right">1</td></tr></table>',
    '| a |\n| ---: |\n| 1 |\n\n*T c*{.small}',
  ],
  [
    '<table><tr><th align="justify">a</th></tr></table>',
    '<table><tbody><tr><th align="justify">a</th></tr></tbody></table>',
  ],
  ['<table><tr><td>a</td></tr></table>', '<table><tbody><tr><td>a</td></tr></tbody></table>'],
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

/** Returns a page with these slides. */
const pageOf = (slides: string, script = '', head = ''): string =>
  `<html><head><title>T</title>${head}</head><body>
<div class="reveal"><div class="slides">${slides}</div></div>
<script>Reveal.initialize({${script}})</script></body></html>`;

/** Returns the Markdown of a page's slides. */
const slidesOf = (slides: string, head = ''): string =>
  converted(convertRevealPage, pageOf(slides, '', head), 'index.html').markdown.replace(
    /^---\n[\s\S]*?\n---\n\n/,
    '',
  );

test('code that has backticks stands between more of them', () => {
  const slide = '<section><p><code>a`b</code> <code>a``b</code> <code class="x">c</code></p></section>';
  expect(slidesOf(slide)).toBe('`` a`b `` ``` a``b ``` `c`{.x}');
});

test('formulas stay formulas where the page sets them', () => {
  const slide = `<section><p>so \\(a_b\\), $c*d*$</p>\\[ e &lt; f % why
\\\\ g \\]<script type="math/tex; mode=display">h_i</script><code>$x$</code></section>`;
  expect(slidesOf(slide, '<script src="MathJax.js"></script>')).toBe(
    'so $a_b$, $c*d*$\n\n$$e < f \\\\ g$$  $$h_i$$ `$x$`',
  );
  expect(slidesOf('<section>a $b$ c</section>')).toBe('a \\$b\\$ c');
  const span = '<section><span class="math inline">a_b</span></section>';
  expect(slidesOf(span, '<script src="katex.js"></script>')).toBe('$a_b$');
});

test('what runs is told, and no option’s value, which may be a secret', () => {
  const page = pageOf(
    '<section><a onclick="go()">A</a><script>draw()</script></section>',
    "\n multiplex: { secret: 's' },\n menu: {},\n math: {},\n shuffle: false ",
    '<script>if (/print-pdf/.test(location)) x()</script>\n<script src="own.js"></script>',
  );
  const { losses, markdown } = converted(convertRevealPage, page, 'index.html');
  expect(markdown).toContain('\n\nA');
  const told = 'scripts are not run; `client` names a deck’s own.';
  expect(losses).toEqual([
    `2: \`<script src="own.js">\`: ${told}`,
    '5: `multiplex:`: this option of reveal.js is not taken over.',
    '6: `menu:`: this option of reveal.js is not taken over.',
    `3: \`onclick\`: ${told}`,
    `3: \`<script>\`: ${told}`,
  ]);
});

test('names, notes and styles of slides', () => {
  const { markdown, losses } = converted(
    convertRevealPage,
    pageOf(
      '<section id="s"><section data-notes="say" style="display: none; top: 3px">a</section><section>b</section></section><p>stray</p><section><i class="fa fa-star"></i> c<!-- no --></section>',
      '',
      '<meta name="author" content="Ada">',
    ),
    'index.html',
  );
  expect(markdown).toContain('speakers: Ada\n');
  expect(markdown).toContain('{#s}\n\na\n\nNote:\nsay\n\n----\n\nb\n\n---\n\nc');
  expect(losses).toEqual([
    '2: `<p>`: what is outside of the slides was left out; `header` and `footer` hold for all.',
    '2: `<i class="fa fa-star"></i>`: icons of a typeface are not shown; an emoji or a picture is.',
  ]);
});

test('boxes and anchors of notebooks go, their code has its language', () => {
  const cell = `<section><div class="jp-Cell jp-MarkdownCell"><div class="jp-RenderedHTMLCommon">
<h2 id="A">A<a class="anchor-link" href="#A">¶</a></h2></div></div>
<div class="highlight hl-ipython3"><pre><span></span>x</pre></div></section>`;
  const styles = `<style>${'.jp-Cell { color: var(--jp-red) }'.repeat(9)}</style>`;
  const { markdown, css } = converted(convertRevealPage, pageOf(cell, '', styles), 'index.html');
  expect(markdown).toContain('## A {#A}\n\n```python\nx\n```');
  expect(css).toBe('');
});

test('what is told of slides of another file has the line on which the page names it', () => {
  const beside = { 'part.md': '# One\n\n---\n\n# Two <i class="fa fa-star"></i>' };
  const slides = '<section>a</section>\n\n<section data-markdown="part.md"></section>\n<section>b</section>';
  const { losses } = converted(convertRevealPage, pageOf(slides), 'index.html', beside);
  expect(losses.map((loss) => loss.split(':')[0])).toEqual(['4']);
});

test('Quarto’s page: its advice is callouts, its theme is light, and notes have no styles', () => {
  const callout = (title: string) =>
    `<div class="callout callout-tip callout-titled"><div class="callout-title"><i></i><p><strong>${title}</strong></p></div><div class="callout-content"><p>a</p></div></div>`;
  const slide = `<section>${callout('Tip')}${callout('Mind &lt;this')}<aside class="notes"><p>b</p><style>c {}</style></aside></section>`;
  const page = `<html><head><link rel="stylesheet" href="x/theme/quarto.css"></head><body class="quarto-light"><div class="reveal"><div class="slides">${slide}</div></div></body></html>`;
  const { markdown } = converted(convertRevealPage, page, 'index.html');
  expect(markdown).toContain('theme: white\n');
  expect(markdown).toMatch(/> \[!TIP\]\n> a\n\n> \[!TIP\] Mind &lt;this\n> a\n\nNote:\nb$/);
});

test('notes that are Markdown stay so; a transition that reveal.js 3 called `default` is ours', () => {
  const slides = `<section>a<aside class="notes" data-markdown>
    - *b*
    - c
  </aside></section>`;
  const page = `${pageOf(slides)}\n<script>Reveal.initialize({ transition: 'default', // none/fade\n});</script>`;
  const { markdown, losses } = converted(convertRevealPage, page, 'index.html');
  expect(markdown).toMatch(/Note:\n- \*b\*\n- c$/);
  expect(losses).toEqual([]);
});

test('a file that is not there is told, as what stands beside the slides of a stack; the other slides are read', () => {
  const slides =
    '<section data-markdown="gone.md"></section>\n<section><h1>Part</h1><section>a</section></section>';
  const { markdown, losses } = converted(convertRevealPage, pageOf(slides), 'index.html');
  expect(markdown).toContain('\n\na');
  expect(losses).toEqual([
    '2: `gone.md`: there is no such file beside the deck.',
    '3: `<h1>`: what is outside of the slides was left out; `header` and `footer` hold for all.',
  ]);
});
