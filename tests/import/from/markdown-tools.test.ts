/** Constructs of remark and Deckset, and what they become. */
import { expect, test } from 'vitest';
import { convertDeckset } from '../../../server/import/from/deckset/deckset.ts';
import { convertRemark } from '../../../server/import/from/remark/remark.ts';
import type { Converter } from '../../../server/import/model.ts';
import { converted } from '../converted.ts';

const without = (convert: Converter, text: string): string =>
  converted(convert, text).markdown.replace(/^---\ntheme: black\n---\n\n/, '');

test.each([
  [
    'settings on a slide’s first lines',
    'class: center, inverse\nname: tide\n\n# A',
    '{.center .dark #tide}\n\n# A',
  ],
  [
    'a background',
    'background-image: url(a.jpg)\n# A',
    '<!-- .slide: data-background-image="a.jpg" -->\n\n# A',
  ],
  ['a slide that does not count', 'count: false\n# A', '{data-visibility=uncounted}\n\n# A'],
  [
    'what follows two dashes comes with a step',
    '# A\n--\n\none\n\n--\n\n- two',
    '# A\n\none {.fragment}\n\n- two\n\n{.fragment}',
  ],
  ['notes', '# A\n\n???\n\nsay', '# A\n\nNote:\nsay'],
  [
    'columns',
    '# A\n\n.left-column[\nl [x](y)\n]\n.right-column[\nr\n]',
    '{.columns}\n\n# A\n\nl [x](y)\n\n***\n\nr',
  ],
  [
    'boxes within boxes, and empty ones',
    'a .x[.y[![](a.png)]]\n\n.clear[\n]\n\nb',
    'a <span class="x">[![](a.png)]{.y}</span>\n\nb',
  ],
  ['marked words', 'a .red[b] c\n\n.footnote[see]', 'a [b]{.red} c\n\nsee {.small}'],
  ['bright lines', '```js\na\n*b\n```', '```js [2]\na\nb\n```'],
  [
    'two pairs of columns',
    '.pull-left[\na\n]\n.pull-right[\nb\n]\n\nx\n\n.left-column[c]\n.right-column[d]',
    '<div class="columns">\n\n<div>\n\na\n\n</div>\n\n<div>\n\nb\n\n</div>\n\n</div>\n\nx\n\n<div class="columns">\n\n<div>\n\nc\n\n</div>\n\n<div>\n\nd\n\n</div>\n\n</div>',
  ],
  [
    'columns that come one after the other',
    '# A\n\n--\n.pull-left[\na\n]\n\n--\n.pull-right[\nb\n]',
    '{.columns}\n\n# A\n\na {.fragment}\n\n***\n\nb {.fragment}',
  ],
  [
    'columns with words above and below',
    '# A\n\nx\n\n.pull-left[\na\n]\n.pull-right[\nb\n]\n\ny',
    '# A\n\nx\n\n<div class="columns">\n\n<div>\n\na\n\n</div>\n\n<div>\n\nb\n\n</div>\n\n</div>\n\ny',
  ],
  [
    'a margin that all lines have',
    '  class: middle\n\n  # A\n  ---\n    # B',
    '{.middle}\n\n# A\n\n---\n\n# B',
  ],
  [
    'the name of a template is its own',
    'name: base\nlayout: true\nclass: middle\n---\n# A\n---\n# B',
    '{.middle}\n\n# A\n\n---\n\n{.middle}\n\n# B',
  ],
  [
    'a template',
    'layout: true\nclass: middle\n\nhead\n\n---\n\n# A\n\n---\nlayout: false\n\n# B',
    '{.middle}\n\nhead\n\n# A\n\n---\n\n# B',
  ],
])('remark: %s', (_, source, markdown) => {
  expect(without(convertRemark, source)).toBe(markdown);
});

test.each([
  [
    'settings without marks',
    'theme: Poster, 1\nslidenumbers: true\nfooter: me\nbuild-lists: true\n\n# A',
    '---\nanimateLists: true\nfooter:\n  - me\n  - "{n}"\n---\n\n# A',
  ],
  ['notes', '# A\n\n^ say\n^ this', '# A\n\nNote:\nsay\nthis'],
  ['fitted headings', '# [fit] A', '# A {.r-fit-text}'],
  [
    'pictures are behind',
    '![](a.jpg)\n\n# A',
    '<!-- .slide: class="dark" data-background-image="a.jpg" -->\n\n# A',
  ],
  ['fitted headings beside a picture', '![left](a.jpg)\n\n# [fit] A', '{.left}\n\n# A\n\n![](a.jpg)'],
  ['pictures at a side', '![right fit](a.jpg)\n\n# A', '{.right}\n\n# A\n\n![](a.jpg){.contain}'],
  ['pictures among words', '![inline 50%](a.jpg)', '![](a.jpg){style="width: 50%"}'],
  ['films', '![autoplay loop mute](a.mp4)', '![](a.mp4){autoplay loop muted}'],
  [
    'commands',
    '[.background-color: #123]\n[.hide-footer]\n# A',
    '<!-- .slide: data-background-color="#123" data-footer="off" -->\n\n# A',
  ],
  ['columns', '[.column]\nl\n\n[.column]\nr', '{.columns}\n\nl\n\n***\n\nr'],
  [
    'steps of code',
    '[.code-highlight: 1]\n[.code-highlight: 2-3]\n```js\na\nb\nc\n```',
    '```js [1|2-3]\na\nb\nc\n```',
  ],
  ['who said it', '> words\n-- Ada', '> words\n>\n> — Ada'],
  [
    'notes over several lines, and those that stand apart',
    'a\n\n^ say this\nand go on\n- with\n# B\n\n^ and that\n^ too',
    'a\n\n# B\n\nNote:\nsay this\nand go on\n- with\n\nand that\ntoo',
  ],
  ['formulas among words', 'so $$a^2$$ is\n\n$$b$$', 'so $a^2$ is\n\n$$b$$'],
  ['addresses with blanks', '![inline](my own/low tide.png)', '![](<my own/low tide.png>)'],
  ['films at a side', '![right loop](a.mov)\n\n# A', '{.right}\n\n# A\n\n![](a.mov){loop}'],
  [
    'pictures at both sides',
    '![right](b.jpg)\n![left](a.jpg)',
    '{.columns}\n\n![](a.jpg)\n\n***\n\n![](b.jpg)',
  ],
  [
    'two pictures at a side',
    '# A\n\nb\n\n![left](a.jpg)\n![left](b.jpg)',
    '{.columns}\n\n# A\n\n![](a.jpg)\n\n![](b.jpg)\n\n***\n\nb',
  ],
  [
    'two pictures at a side of no words',
    '# A\n\n![right](a.jpg)\n![right](b.jpg)',
    '{.columns}\n\n# A\n\n![](a.jpg)\n\n***\n\n![](b.jpg)',
  ],
  [
    'pictures that share the slide',
    '![fill](a.jpg)\n![](b.jpg)',
    '<div class="columns">\n\n<div>\n\n![](a.jpg)\n\n</div>\n\n<div>\n\n![](b.jpg)\n\n</div>\n\n</div>',
  ],
  ['a picture larger than it is', '![inline 200%](a.png)', '![](a.png)'],
])('Deckset: %s', (_, source, markdown) => {
  expect(without(convertDeckset, source)).toBe(markdown);
});

test('xaringan’s style sheets are the deck’s', () => {
  const source = '---\noutput:\n  xaringan::moon_reader:\n    css: [default, own.css]\n---\n\n# A';
  expect(converted(convertRemark, source).markdown).toBe('---\ncss:\n  - own.css\n---\n\n# A');
});

test('Deckset’s settings of looks are told, and none is text', () => {
  const { markdown, losses } = converted(
    convertDeckset,
    'theme: Plain\nautoscale: true\ninline-code: Menlo\nquote-author: #123, Hack\nfooter: Tides\n\nhttps://example.org',
  );
  expect(markdown).toBe('---\nfooter: Tides\n---\n\nhttps://example.org');
  expect(losses).toEqual([
    '3: `inline-code: Menlo`: it is left to the theme; `css` can set it.',
    '4: `quote-author: #123, Hack`: it is left to the theme; `css` can set it.',
  ]);
});

test('footnotes and addresses of links hold for all of a deck of Deckset', () => {
  const source =
    'autoscale: true\n\n# A [^1] and [b][x]\n\n^ note\n\n---\n\n# C\n\n[^1]: from *Ada*\n[x]: https://example.org';
  expect(converted(convertDeckset, source).markdown).toBe(
    '# A [^1] and [b](https://example.org)\n\n[^1]: from *Ada*\n\nNote:\nnote\n\n---\n\n# C',
  );
});

test.each([
  [
    'rules of any length part slides',
    '# A\n\n------\n# B\n[.footer: x]\n-----\n\n# C',
    '# A\n\n---\n\n{data-footer=x}\n\n# B\n\n---\n\n# C',
  ],
  [
    'dashes alone are space',
    '# A\n-\n-\n## B\n\nc\n-\n\n--\nd',
    '# A\n\n<br>\n\n<br>\n\n## B\n\nc\n\n<br>\n\n<br>\n\nd',
  ],
  ['lines of a paragraph', 'a\nb\n\n> c\n-- Ada\n\n- d\n- e', 'a\\\nb\n\n> c\n>\n> — Ada\n\n- d\n- e'],
])('Deckset: %s', (_, source, markdown) => {
  expect(converted(convertDeckset, `autoscale: true\n\n${source}`).markdown).toBe(markdown);
});

test('notes below a footnote of Deckset stay notes', () => {
  const { markdown } = converted(convertDeckset, 'autoscale: true\n\n# A [^1]\n\n[^1]: from Ada\n^ secret\n');
  expect(markdown).toBe('# A [^1]\n\n[^1]: from Ada\n\nNote:\nsecret');
});
