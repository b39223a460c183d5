/** Constructs of Marp, and what they become. */
import { expect, test } from 'vitest';
import { convertMarp } from '../../../server/import/from/marp/marp.ts';
import { converted } from '../converted.ts';

const marp = (text: string) => converted(convertMarp, text);

test.each([
  [
    'rules of any kind part slides',
    '# A\n\n___\n\nB\n\n***\n\nC\n\n- - -\n\nD',
    '# A\n\n---\n\nB\n\n---\n\nC\n\n---\n\nD',
  ],
  ['dashes below words make a heading', 'Words\n---\nmore', '## Words\nmore'],
  ['no rule in code parts', '```yaml\n---\n```', '```yaml\n---\n```'],
  [
    'a comment is notes, even one with a rule in it',
    '# A\n<!--\nsay\n---\nthis\n-->',
    '# A\n\nNote:\nsay\n***\nthis',
  ],
  ['a directive is no note', '<!-- _class: lead -->\n# A', '{.center}\n\n# A'],
  [
    'a directive holds for the slides after it',
    '<!-- class: invert -->\n# A\n\n---\n\n# B',
    '{.dark}\n\n# A\n\n---\n\n{.dark}\n\n# B',
  ],
  [
    'a colour needs no quotation marks',
    '<!-- _backgroundColor: #123 -->\n# A',
    '<!-- .slide: data-background-color="#123" -->\n\n# A',
  ],
  [
    'a gradient',
    '<!-- _backgroundImage: "linear-gradient(red, blue)" -->\n# A',
    '<!-- .slide: data-background-gradient="linear-gradient(red, blue)" -->\n\n# A',
  ],
  [
    'a picture behind the slide',
    '![bg contain opacity:30%](a.jpg)\n# A',
    '<!-- .slide: data-background-image="a.jpg" data-background-size="contain" data-background-opacity="0.3" -->\n\n# A',
  ],
  ['a picture on one side', '# A\n\n![bg left:33% fit](a.jpg)', '{.left}\n\n# A\n\n![](a.jpg){.contain}'],
  [
    'a fitted heading beside a picture',
    '# <!-- fit --> A\n\n![bg right](a.jpg)',
    '{.right}\n\n# A\n\n![](a.jpg)',
  ],
  [
    'lists that come step by step, below a heading or words',
    '# A\n* b\n* c\n\nd\n* e',
    '# A\n- b\n- c\n\n{.fragments}\n\nd\n- e\n\n{.fragments}',
  ],
  ['links to slides by their number', '[b](#2)\n\n---\n\n# B', '[b](#/1)\n\n---\n\n# B'],
  ['a colour behind the slide', '![bg](#fff)\n# A', '<!-- .slide: data-background-color="#fff" -->\n\n# A'],
  [
    'sizes of pictures',
    '![w:200px](a.png) ![height:10em Alt words](b.png)',
    '![](a.png){width=200} ![Alt words](b.png){style="height: 10em"}',
  ],
  ['lists of stars come item by item', '* a\n* b', '- a\n- b\n\n{.fragments}'],
  ['lists of dashes do not', '- a\n- b', '- a\n- b'],
  ['numbers with brackets do', '1) a\n2) b', '1. a\n2. b\n\n{.fragments}'],
  ['items within items, too', '* a\n  * b', '- a {.fragment}\n  - b {.fragment}'],
  ['a heading as wide as the slide', '# <!-- fit --> Big', '# Big {.r-fit-text}'],
  ['also where it says so at its end', '## Big <!--fit-->', '## Big {.r-fit-text}'],
  [
    'pictures on both sides are a column beside the words',
    '![bg left](a.jpg)\n![bg right](b.jpg)\n# A\n\nb',
    '{.columns}\n\n# A\n\nb\n\n***\n\n![](a.jpg)\n\n![](b.jpg)',
  ],
  [
    'pictures behind go to those at a side, in their order',
    '![bg](a.jpg)\n![bg left:40%](b.jpg)\n![bg](c.jpg)\n# A\n\nb',
    '{.columns}\n\n# A\n\n![](a.jpg)\n\n![](b.jpg)\n\n![](c.jpg)\n\n***\n\nb',
  ],
  [
    'several pictures behind a heading are columns',
    '![bg](a.jpg)\n![bg fit](b.jpg)\n# A',
    '{.columns}\n\n# A\n\n![](a.jpg)\n\n***\n\n![](b.jpg)',
  ],
  [
    'more than four of them have rows',
    '![bg](1.jpg)\n![bg](2.jpg)\n![bg](3.jpg)\n![bg](4.jpg)\n![bg](5.jpg)',
    '{.columns}\n\n![](1.jpg)\n\n![](5.jpg)\n\n***\n\n![](2.jpg)\n\n***\n\n![](3.jpg)\n\n***\n\n![](4.jpg)',
  ],
  [
    'several behind words stand below them',
    '![bg](a.jpg) ![bg](#123)\n![bg](b.jpg)\n# A\n\nb',
    '<!-- .slide: data-background-color="#123" -->\n\n# A\n\nb\n\n<div class="columns">\n\n![](a.jpg)\n\n![](b.jpg)\n\n</div>',
  ],
  [
    'several below each other are a column beside the words',
    '![bg vertical](a.jpg)\n![bg](b.jpg)\n\nb',
    '{.columns}\n\nb\n\n***\n\n![](a.jpg)\n\n![](b.jpg)',
  ],
  [
    'and stay below each other without words',
    '![bg vertical](a.jpg)\n![bg](b.jpg)',
    '![](a.jpg)\n\n![](b.jpg)',
  ],
  ['a line end is a line break', 'one\ntwo\n\nthree', 'one\\\ntwo\n\nthree'],
  ['what would be notes here is text', 'Note: mind\n\n???', 'Note\\: mind\n\n\\???'],
  ['a transition', '<!-- _transition: cover -->\n# A', '{data-transition=slide}\n\n# A'],
])('%s', (_, source, markdown) => {
  expect(marp(source).markdown).toBe(markdown);
});

test('settings, numbers and running texts', () => {
  const source = `---
marp: true
theme: gaia
size: 4:3
title: Tides
author: Ada
paginate: true
header: Harbour
footer: "{x}"
---
# A
---
<!-- _paginate: false -->
# B
---
# C`;
  expect(marp(source).markdown).toBe(
    `---
title: Tides
speakers: Ada
theme: beige
header: Harbour
footer:
  - (x)
  - "{n}"
revealOptions:
  width: 960
  height: 720
---

# A

---

{data-footer=(x)}

# B

---

# C`.replace('{data-footer=(x)}', '{data-footer="(x)"}'),
  );
});

test('headingDivider parts slides', () => {
  expect(marp('---\nmarp: true\nheadingDivider: 2\n---\n# A\n\n## B\n\n### C').markdown).toBe(
    '# A\n\n---\n\n## B\n\n### C',
  );
});

test('styles go into a style sheet, scoped ones for their slide alone', () => {
  const { markdown, css, losses } = marp(
    '<style>\n@import url(https://example.org/f.css);\nsection { color: red }\n</style>\n# A\n\n---\n\n<style scoped>h1 { color: blue }</style>\n# B',
  );
  expect(markdown).toBe('# A\n\n---\n\n{.slide-2}\n\n# B');
  expect(css.replace(/\s+/g, ' ')).toBe(
    '.reveal .slides { section { color: red } section.slide-2 { h1 { color: blue } } } ',
  );
  expect(losses).toEqual([
    '1: `@import url(https://example.org/f.css);`: a style sheet of another server is not loaded; keep a copy beside the deck.',
  ]);
});

test('what is lost is told with its line', () => {
  expect(marp('# A\n\n![blur:3px](a.png)\n\n![bg](a.png)\n![bg opacity](b.png)').losses).toEqual([
    '3: `blur:3px`: filters are not carried over; `css` can set them.',
    '5: `![bg](a.png)`: only one picture can be behind a slide; its 2 stand side by side on it.',
  ]);
});

test('scripts are left out, told with their line, and what is in code is none', () => {
  const text =
    '# A\n\n---\n\n<script>\n# no heading\n\nrun()\n</script>\n\nbefore <script src="a.js"></script> after `<script>`\n\n```html\n<script>\n```';
  expect(marp(text)).toMatchObject({
    markdown: '# A\n\n---\n\nbefore  after `<script>`\n\n```html\n<script>\n```',
    losses: [
      '5: `<script>`: scripts on slides are not run; `client` names a deck’s own.',
      '11: `<script src="a.js">`: scripts on slides are not run; `client` names a deck’s own.',
    ],
  });
});

test('values in the front matter that no YAML has are read as Marp reads them', () => {
  const source = '---\nmarp: true\nheader: ![](logo.png)\nfooter: **Ada**: tides\n---\n\n# A';
  expect(marp(source).markdown).toBe('---\nheader: "![](logo.png)"\nfooter: "**Ada**: tides"\n---\n\n# A');
});

test('what holds for the whole deck may stand in a comment anywhere', () => {
  expect(marp('# A\n\n## B\n\n<!--\nheadingDivider: 2\nauthor: Ada\n-->\n\n## C').markdown).toBe(
    '---\nspeakers: Ada\n---\n\n# A\n\n---\n\n## B\n\n---\n\n## C',
  );
});

test('links and pictures that are defined on another slide have their addresses', () => {
  const source =
    '[Map]: <a b.png> (Where)\n[more]:\n  https://example.org\n\n# A\n\n![bg][map] [see][more], `[more]`\n\n---\n\n[![x][map]][more] [more] [more](b) [none]\n\n```\n[more]: c\n```';
  expect(marp(source).markdown).toBe(
    '<!-- .slide: data-background-image="a b.png" -->\n\n# A\n\n [see](https://example.org), `[more]`\n\n---\n\n[![x](<a b.png> "Where")](https://example.org) [more](https://example.org) [more](b) [none]\n\n```\n[more]: c\n```',
  );
});

test('classes of a theme that is not here are told, each once', () => {
  const { losses } = marp(
    '<style>.mine { color: red }</style>\n<!-- class: mine lead navbar -->\n# A\n\n---\n\n<!-- _class: navbar -->\n# B',
  );
  expect(losses).toEqual(['1: `class: navbar`: no style names it here; `css` can have one.']);
});
