/** Pages that Pandoc writes: for reveal.js, and for Slidy, S5, Slideous and DZSlides; and those of impress.js. */
import { expect, test } from 'vitest';
import { isOtherPage } from '../../../../server/import/from/html/other-pages.ts';
import { convertRevealPage } from '../../../../server/import/from/html/reveal-page.ts';
import { converted } from '../../converted.ts';

const page = (section: string, head = '') =>
  converted(
    convertRevealPage,
    `<html><head><meta name="generator" content="pandoc">${head}</head><body><div class="reveal"><div class="slides">${section}</div></div></body></html>`,
    'talk.html',
  ).markdown.replace(/^---\ntheme: black\n---\n\n/, '');

test('a heading does not have what its slide has, and nothing has Pandoc’s own names', () => {
  expect(
    page(`<section id="a" class="slide level2 smaller" data-background-color="#abc" data-number="1.1">
<h2 class="smaller own" data-background-color="#abc" data-number="1.1"><span class="header-section-number">1.1</span> A</h2>
<p class="subtitle">b</p><p><span class="citation" data-cites="c">c</span> <a href="https://d.example" class="uri" title="D">d</a>
<span class="smallcaps">e</span></p></section>`),
  ).toBe(
    `<!-- .slide: class="small" id="a" data-background-color="#abc" -->

## 1.1 A {.own}

b

c [d](https://d.example "D") [e]{style="font-variant: small-caps"}`,
  );
});

test('names that the page has styles for stay', () => {
  const style = '<style>.subtitle { color: red } .smaller { font-size: 60% }</style>';
  const markdown = page('<section class="slide level2 smaller"><p class="subtitle">b</p></section>', style);
  expect(markdown).toContain('{.smaller}\n\nb {.subtitle}');
});

test('code has the steps of the box around it', () => {
  const code = `<div class="sourceCode" id="cb1" data-line-numbers="1|2"><pre class="sourceCode c"><code class="sourceCode c"><span id="cb1-1"><a href="#cb1-1"></a><span class="dt">int</span> a;</span>
<span id="cb1-2">int b;</span></code></pre></div>`;
  expect(page(`<section>${code}</section>`)).toBe('```c [1|2]\nint a;\nint b;\n```');
});

test('columns keep what else their style says', () => {
  const styled = '<div class="column" style="color:red;width:40%;opacity:.5">a</div>';
  expect(
    page(`<section><div class="columns">${styled}<div class="column">b</div></div><p>c</p></section>`),
  ).toContain('<div class="column" style="color:red;opacity:.5">');
});

test('tables have their columns’ sides and their caption, and pictures theirs', () => {
  const table = `<table><caption>Heights</caption><thead><tr class="header"><th style="text-align: left;">a</th><th style="text-align: right;">b</th></tr></thead>
<tbody><tr class="odd"><td style="text-align: left;">c</td><td style="text-align: right;">d</td></tr></tbody></table>`;
  const figure =
    '<figure><img data-src="a.png" alt="A rock" height="200"><figcaption aria-hidden="true">A rock</figcaption></figure>';
  expect(page(`<section>${table}${figure}</section>`)).toBe(
    '| a | b |\n| :--- | ---: |\n| c | d |\n\n*Heights*{.small}\n\n![A rock](a.png "A rock"){height=200}',
  );
});

test('columns are those of the slide, or boxes side by side', () => {
  const columns =
    '<div class="columns"><div class="column" style="width:40%;"><p>a</p></div><div class="column" style="width:60%;"><p>b</p></div></div>';
  expect(page(`<section><h2>A</h2>${columns}</section>`)).toBe('{.columns}\n\n## A\n\na\n\n***\n\nb');
  expect(page(`<section>${columns}<p>c</p></section>`)).toBe(
    '<div class="columns">\n\n<div class="column">\n\na\n\n</div>\n\n<div class="column">\n\nb\n\n</div>\n\n</div>\n\nc',
  );
});

test('footnotes stand on the slides that refer to them', () => {
  expect(
    page(`<section><p>a<a href="#/fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a></p></section>
<section class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr><ol><li id="fn1" role="doc-endnote"><p>b</p><p>c<a href="#/fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>`),
  ).toBe('a[^fn1]\n\n[^fn1]: b\n\n    c');
});

test('options that Pandoc writes all of are those that differ', () => {
  const defaults = `controls: true, controlsTutorial: true, controlsLayout: 'bottom-right', progress: true, slideNumber: false,
showSlideNumber: 'all', respondToHashChanges: true, history: false, keyboard: true, overview: true, disableLayout: false, center: true,
touch: true, loop: false, rtl: false, navigationMode: 'default', fragments: true, fragmentInURL: true, help: true, pause: true`;
  const markdown = page(
    `<section>a</section></div></div><script>Reveal.initialize({ ${defaults}, hash: true, transition: 'zoom' });</script>`,
  );
  expect(markdown).toContain('revealOptions:\n  hash: true\n  transition: zoom\n---');
});

test('a theme of reveal.js that stands within the page is that theme, and its styles are not the deck’s', () => {
  const style = ':root{--r-link-color:#268BD2;--r-heading-color: #eee8d5;} .reveal h1 { color: red }';
  const { markdown, css } = converted(
    convertRevealPage,
    `<style>html, body, div, span, applet { margin: 0 }</style><style>${style}</style><style>p { color: red }</style>
<div class="reveal"><div class="slides"><section>a</section></div></div>`,
    'talk.html',
  );
  expect([markdown, css]).toEqual(['---\ntheme: moon\n---\n\na', 'p { color: red }\n']);
});

test.each([
  [
    'Slidy',
    '<script src="https://example.org/scripts/slidy.js"></script>',
    '<div id="a" class="slide section level1"><h1>A</h1>',
    'incremental',
  ],
  [
    'S5',
    '<script src="s5/default/slides.js"></script>',
    '<div class="presentation"><div id="a" class="slide section level1"><h1>A</h1>',
    'incremental',
  ],
  [
    'Slideous',
    '<script src="slideous/slideous.js"></script>',
    '<div id="a" class="slide section level1"><h1>A</h1>',
    'incremental',
  ],
  ['DZSlides', '<!-- DZSlides -->', '<section id="a" class="slide level1"><h1>A</h1>', 'incremental'],
  ['impress.js', '', '<div id="impress"><div id="a" class="step"><h1>A</h1>', 'substep'],
])('a page of %s has its slides, steps and notes', (_name, head, slide, step) => {
  const written = `<html><head>${head}</head><body>${slide}<ul class="${step === 'incremental' ? step : ''}"><li class="${step === 'substep' ? step : ''}">b</li></ul><div class="notes"><p>c</p></div></section></div></div>`;
  expect(isOtherPage(written)).toBe(true);
  expect(converted(convertRevealPage, written, 'talk.html').markdown).toContain(
    '{#a}\n\n# A\n\n- b {.fragment}\n\nNote:\nc',
  );
});
