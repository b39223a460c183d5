/** Constructs of remark, HedgeDoc, Obsidian, Deckset and MkSlides, and what they become. */
import { expect, test } from 'vitest';
import { convertDeckset } from '../../../server/import/from/deckset.ts';
import { convertHedgeDoc } from '../../../server/import/from/hedgedoc.ts';
import { convertMkSlides } from '../../../server/import/from/mkslides.ts';
import { convertObsidian } from '../../../server/import/from/obsidian/obsidian.ts';
import { convertRemark } from '../../../server/import/from/remark.ts';
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
    'columns and stacks',
    '# A\n\n----\n\n## B\n\nNote:\nsay\n\n---\n\n# C',
    '# A\n\n----\n\n## B\n\nNote:\nsay\n\n---\n\n# C',
  ],
  ['line ends', 'a\nb', 'a\\\nb'],
  ['notes in the plural', '# A\n\nNotes:\nsay', '# A\n\nNote:\nsay'],
  ['marks', '==a== ++b++ H~2~O x^2^', '<mark>a</mark> <ins>b</ins> H<sub>2</sub>O x<sup>2</sup>'],
  ['who said it', '> so\n> [name=Ada B] [time=Mon, 9:00] [color=red]', '> so\n> — Ada B'],
  ['containers', ':::info Hint\nx\n:::', '> [!NOTE] Hint\n> x'],
  [
    'code',
    '```js=5\na\n```\n\n```graphviz\ndigraph {}\n```',
    '```js [5:]\na\n```\n\n```dot\ndigraph {}\n```',
  ],
  [
    'films of others',
    '{%youtube abcdef12 %}',
    '<iframe src="https://www.youtube-nocookie.com/embed/abcdef12" title="YouTube" width="800" height="450"></iframe>',
  ],
])('HedgeDoc: %s', (_, source, markdown) => {
  expect(without(convertHedgeDoc, source)).toBe(markdown);
});

test.each([
  ['stacks', '# A\n\n--\n\n## B\n\n---\n\n# C', '# A\n\n----\n\n## B\n\n---\n\n# C'],
  [
    'what is of a slide',
    '<!-- slide bg="#123" class="dark" -->\n# A',
    '<!-- .slide: class="dark" data-background-color="#123" -->\n\n# A',
  ],
  [
    'a picture behind it',
    '<!-- slide bg="[[a.jpg]]" -->\n# A',
    '<!-- .slide: data-background-image="a.jpg" -->\n\n# A',
  ],
  [
    'single quotes, and words alone',
    "<!-- .slide: bg='#123' class='dark' data-auto-animate -->\n# A",
    '<!-- .slide: class="dark" data-background-color="#123" data-auto-animate -->\n\n# A',
  ],
  ['what is of an element', 'a <!-- element class="fragment" -->', 'a <!-- .element: class="fragment" -->'],
  ['comments stay hidden', 'a %%secret%% b\n\n%%\nall\n%%', 'a  b'],
  [
    'pictures and links',
    '![[a b.png|300]] [[Note|words]] [[x/Other]]',
    '![](<a b.png>){width=300} words Other',
  ],
  ['lists of plus signs', '+ a\n+ b', '- a\n- b\n\n{.fragments}'],
  ['columns', '<split even>\n\na\n\n</split>', '<div class="columns">\n\na\n\n</div>'],
  [
    'places',
    '<grid drag="60 55" drop="5 10">\nx\n</grid>',
    '<!-- .slide: style="height: 700px" -->\n\n<div style="position: absolute; width: 60%; height: 55%; left: 5%; top: 10%">\n\nx\n\n</div>',
  ],
  [
    'places in pixels, and looks',
    '<grid drag="500px 20.5" drop="10px bottom" class="a" style="color: red" align="left" bg="#123" pad="5px" opacity="0.5" rotate="-5" border="thin solid" frag="2">\nx\n</grid>',
    '<!-- .slide: style="height: 700px" -->\n\n<div class="a fragment" data-fragment-index="2" style="position: absolute; width: 500px; height: 20.5%; left: 10px; bottom: 0; background: #123; border: thin solid; opacity: 0.5; padding: 5px; text-align: left; rotate: -5deg; color: red">\n\nx\n\n</div>',
  ],
  [
    'blocks, with what their end says',
    '::: block\na\n::: <!-- .element: class="fragment" -->\n\n::: title\nb\n:::',
    '<div class="fragment">\n\na\n\n</div>\n\n<div class="title">\n\nb\n\n</div>',
  ],
  [
    'places from the other sides, and by name',
    '<grid drag="40 20" drop="-5 -10">\na\n</grid>\n\n<grid drag="40 20" drop="bottomright">\nb\n</grid>\n\n<grid drag="40 20" drop="center">\nc\n</grid>',
    '<!-- .slide: style="height: 700px" -->\n\n<div style="position: absolute; width: 40%; height: 20%; right: 5%; bottom: 10%">\n\na\n\n</div>\n\n<div style="position: absolute; width: 40%; height: 20%; right: 0; bottom: 0">\n\nb\n\n</div>\n\n<div style="position: absolute; width: 40%; height: 20%; left: 30%; top: 40%">\n\nc\n\n</div>',
  ],
  [
    'callouts',
    '> [!info]- Tides\n> a\n\n> [!quote]\n> b\n\n> [!tip|wide] C',
    '> [!NOTE] Tides\n> a\n\n>\n> b\n\n> [!tip] C',
  ],
  ['notes in the plural', '# A\n\nnotes:\nsay', '# A\n\nNote:\nsay'],
  [
    'a block whose begin says how it appears',
    'a\n::: block <!-- .element: class="fragment" -->\nb\n:::\n- c',
    'a\n<div class="fragment">\n\nb\n\n</div>\n\n- c',
  ],
])('Obsidian: %s', (_, source, markdown) => {
  expect(without(convertObsidian, source)).toBe(markdown);
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

test('HedgeDoc’s and Obsidian’s settings', () => {
  const note = '---\ntitle: T\nslideOptions:\n  theme: white\n  transition: fade\n  width: 1400\n---\n# A';
  expect(converted(convertHedgeDoc, note).markdown).toBe(
    '---\ntitle: T\ntheme: white\ntransition: fade\nrevealOptions:\n  width: 1400\n---\n\n# A',
  );
  const vault = '---\ntheme: moon\nwidth: 1400\ntimeForPresentation: 20\nenableMenu: true\n---\n# A';
  expect(converted(convertObsidian, vault).markdown).toBe(
    '---\nduration: "20"\ntheme: moon\nrevealOptions:\n  width: 1400\n---\n\n# A',
  );
});

test('MkSlides takes settings of its file', () => {
  const beside = {
    'mkslides.yml': 'slides:\n  theme: sky\n  separator: "^===$"\nrevealjs:\n  transition: fade\n',
  };
  expect(converted(convertMkSlides, '# A\n===\n# B\n-v-\n# C\nNotes: say', 'a.md', beside).markdown).toBe(
    '---\ntheme: sky\nrevealOptions:\n  transition: fade\n---\n\n# A\n\n---\n\n# B\n\n----\n\n# C\n\nNote:\nsay',
  );
});

test('MkSlides’ plug-ins bring style sheets, and scripts that are told', () => {
  const plugins = 'plugins:\n  - extra_css: [a.css]\n  - name: RevealZoom\n    extra_javascript: [z.js]\n';
  const { markdown, losses } = converted(convertMkSlides, '# A', 'a.md', { 'mkslides.yml': plugins });
  expect(markdown).toBe('---\ntheme: black\ncss:\n  - a.css\n---\n\n# A');
  expect(losses).toEqual(['1: `plugins:`: scripts of plug-ins are not run.']);
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
