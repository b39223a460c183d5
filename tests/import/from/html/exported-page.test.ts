/** Pages that other programs export as slides of reveal.js: notebooks, and Emacs's org-reveal. */
import { expect, test } from 'vitest';
import { convertRevealPage } from '../../../../server/import/from/html/reveal-page.ts';
import { converted } from '../../converted.ts';

const page = (section: string) =>
  converted(
    convertRevealPage,
    `<div class="reveal"><div class="slides"><section>${section}</section></div></div>`,
    'talk.html',
  ).markdown.replace('---\ntheme: black\n---\n\n', '');

test('a notebook’s cells have no prompts, and code no boxes of its editor', () => {
  const cell = `<div class="jp-Cell jp-CodeCell"><div class="jp-InputPrompt jp-InputArea-prompt">In [1]:</div>
<div class="cm-editor cm-s-jupyter"><div class="highlight hl-ipython3"><pre><span class="n">x</span>
</pre></div></div><div class="jp-OutputPrompt jp-OutputArea-prompt">Out[1]:</div><pre>3</pre></div>`;
  expect(page(cell)).toBe('```python\nx\n```\n\n```\n3\n```');
  const table =
    '<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>b</th></tr></thead><tbody><tr><th>0</th><td>c</td></tr></tbody></table>';
  expect(page(`<div><style scoped>.dataframe thead th { text-align: right; }</style>${table}</div>`)).toBe(
    '|  | b |\n| --- | --- |\n| 0 | c |',
  );
  expect(page('<div class="prompt input_prompt">In [1]:</div><p>a</p>')).toBe('a');
});

test('numbers and names that org-reveal writes are words without classes', () => {
  const section = `<h2 id="org1"><span class="section-number-2">1.</span> A</h2>
<div class="figure"><p><img src="a.png" alt="a"></p><p><span class="figure-number">Figure 1: </span>b</p></div>`;
  expect(page(section)).toBe('## 1. A {#org1}\n\n![a](a.png)\n\nFigure 1: b');
});

test('code of Emacs has its language', () => {
  expect(page('<pre class="src src-emacs-lisp"><code trim>(f)</code></pre>')).toBe('```lisp\n(f)\n```');
  expect(page('<pre class="src src-conf-toml">a = 1</pre>')).toBe('```\na = 1\n```');
});

test('tables of Emacs are tables in Markdown', () => {
  const table = `<table border="2" cellspacing="0" cellpadding="6" rules="groups" frame="hsides">
<colgroup><col class="org-left"/><col class="org-right"/></colgroup>
<thead><tr><th scope="col" class="org-left">A</th><th scope="col" class="org-right">B</th></tr></thead>
<tbody><tr><td class="org-left">x</td><td class="org-right">1</td></tr></tbody></table>`;
  expect(page(table)).toBe('| A | B |\n| --- | --- |\n| x | 1 |');
});

test.each([
  '<div class="notes" role="note"><p>private</p></div>',
  '<div class="NOTES"><p>private</p></div>',
  '<div class="speaker-notes">private</div>',
  '<div class="fragment"><div class="notes"><p>private</p></div></div>',
])('notes that a page has elsewhere are notes: %s', (notes) => {
  expect(page(`<p>a</p>${notes}`)).toBe('a\n\nNote:\nprivate');
});

test('code that an export has numbered keeps its lines and its steps', () => {
  const row = (n: number, line: string) =>
    `<tr><td class="hljs-ln-line hljs-ln-numbers" data-line-number="${n}"></td><td class="hljs-ln-line hljs-ln-code" data-line-number="${n}">${line}</td></tr>`;
  const table = `<table class="hljs-ln" role="presentation"><tbody>${row(1, 'a();')}${row(2, '\n')}${row(3, '  b();')}</tbody></table>`;
  const code = (steps: string, words = '') =>
    `<code class="language-js hljs has-highlights${words}" data-line-numbers="${steps}">${table}</code>`;
  const section = `<pre class="code-wrapper">${code('1')}${code('3', ' fragment')}</pre>`;
  const fence = '```js [1|3]\na();\n\n  b();\n```';
  expect(page(section)).toBe(fence);
  const exported = `<!doctype html><html class="reveal-ready"><body><div class="reveal"><div class="slides"><section>${section}</section></div></div></body></html>`;
  expect(converted(convertRevealPage, exported, 'index.html').markdown).toContain(fence);
});

test('options between quotation marks are told by their names', () => {
  const { losses } = converted(
    convertRevealPage,
    '<div class="reveal"><div class="slides"><section>a</section></div></div>\n<script>Reveal.initialize({"multiplex":{},"postMessage":false});</script>',
    'talk.html',
  );
  expect(losses).toEqual(['2: `multiplex:`: this option of reveal.js is not taken over.']);
});

test('QR codes of an export lead where they led', () => {
  const code = (to: string, label: string) =>
    `<p><a class="qr-code" data-qr="${to}" href="${to}" aria-label="${label}"><svg viewBox="0 0 9 9"></svg></a></p>`;
  expect(page(code('https://lectern.example', 'Us'))).toBe('![Us](qr:https://lectern.example)');
  expect(page(code('', 'Follow'))).toBe('![Follow](qr:)');
});

test('slides keep their language and direction', () => {
  const { markdown } = converted(
    convertRevealPage,
    '<div class="reveal"><div class="slides"><section lang="en" dir="ltr"><p>a</p></section></div></div>',
    'talk.html',
  );
  expect(markdown).toContain('<!-- .slide: lang="en" dir="ltr" -->\n\na');
});

test('diagrams that browsers draw are diagrams again', () => {
  const figure =
    '<figure class="diagram diagram-later" data-diagram="a-diagram-1" data-label="Pie chart"><pre class="diagram-source">pie title Pets\n  "Dogs" : 3</pre></figure>';
  expect(page(figure)).toBe('```mermaid\npie title Pets\n  "Dogs" : 3\n```');
});
