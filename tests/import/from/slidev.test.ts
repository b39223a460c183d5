/** Constructs of Slidev, and what they become. */
import { expect, test } from 'vitest';
import { convertSlidev } from '../../../server/import/from/slidev/slidev.ts';
import { converted } from '../converted.ts';

const slidev = (text: string, beside = {}) => converted(convertSlidev, text, 'slides.md', beside);

/** What a slide after the first becomes. */
const second = (text: string): string =>
  slidev(`# One\n\n---\n${text}`).markdown.replace('# One\n\n---\n\n', '');

test.each([
  [
    'settings between two rules are the slide’s',
    'layout: center\nclass: px-4\n---\n\n# A',
    '{.center}\n\n# A',
  ],
  [
    'two columns',
    'layout: two-cols\n---\n\n# A\n\nleft\n\n::right::\n\nright',
    '{.columns}\n\n# A\n\nleft\n\n***\n\nright',
  ],
  [
    'two columns below words',
    'layout: two-cols-header\n---\n# A\n\n::left::\nl\n\n::right::\nr',
    '{.columns}\n\n# A\n\nl\n\n***\n\nr',
  ],
  [
    'a picture on the right',
    'layout: image-right\nimage: /a.png\nbackgroundSize: contain\n---\n# A',
    '{.right}\n\n# A\n\n![](/a.png){.contain}',
  ],
  [
    'a picture behind',
    'layout: image\nimage: a.png\n---\n# A',
    '<!-- .slide: data-background-image="a.png" -->\n\n# A',
  ],
  [
    'a page',
    'layout: iframe\nurl: https://example.org\n---\n',
    '<!-- .slide: data-background-iframe="https://example.org" data-background-interactive -->',
  ],
  [
    'a page beside words',
    'layout: iframe-left\nurl: https://example.org\n---\n# A',
    '{.columns}\n\n<iframe src="https://example.org" title="https://example.org" width="580" height="480"></iframe>\n\n***\n\n# A',
  ],
  ['quotes, statements and facts', 'layout: fact\n---\n# 100%\nof it', '{.statement}\n\n# 100%\nof it'],
  [
    'a background and a transition',
    'background: "#123"\ntransition: fade-out\n---\n# A',
    '<!-- .slide: data-background-color="#123" data-transition="fade" -->\n\n# A',
  ],
  ['a hidden slide', 'hide: true\n---\n# A', '{data-visibility=hidden}\n\n# A'],
  ['a name', 'routeAlias: tide\n---\n# A', '{#tide}\n\n# A'],
  [
    'the last comment is notes',
    '\n# A\n\n<!-- a remark -->\n\nb\n\n<!--\n[click] say\n-->',
    '# A\n\n<!-- a remark -->\n\nb\n\nNote:\n[click] say',
  ],
  ['clicks around a block', '\n<v-click>\n\nlater\n\n</v-click>', 'later {.fragment}'],
  [
    'clicks around blocks',
    '\n<v-click>\n\none\n\ntwo\n\n</v-click>',
    '<div class="fragment">\n\none\n\ntwo\n\n</div>',
  ],
  ['clicks around words', '\nnow <v-click>later</v-click>', 'now [later]{.fragment}'],
  ['clicks of a list', '\n<v-clicks>\n\n- a\n- b\n\n</v-clicks>', '- a\n- b\n\n{.fragments}'],
  [
    'clicks of a list within a list',
    '\n<v-clicks depth="2">\n\n- a\n  - b\n    - c\n- d\n\n```\n- e\n```\n\n</v-clicks>',
    '- a {.fragment}\n  - b {.fragment}\n    - c\n- d {.fragment}\n\n``` {.fragment}\n- e\n```',
  ],
  [
    'clicks of elements below each other',
    '\n<v-clicks>\n<div>a</div>\n<div>\nb\n</div>\n</v-clicks>',
    '<div class="fragment">\n\n<div>a</div>\n\n</div>\n\n<div class="fragment">\n\n<div>\nb\n</div>\n\n</div>',
  ],
  [
    'marks with their place among the clicks',
    '\n<b v-mark.red="3">x</b>',
    '<b class="fragment highlight-red" data-fragment-index="3">x</b>',
  ],
  [
    'clicks of an element',
    '\n<div v-click="2" class="p-4">x</div>',
    '<div class="fragment" data-fragment-index="2">x</div>',
  ],
  [
    'a tag over several lines',
    '\n<div\n  class="grid grid-cols-2"\n  v-click\n>\n\na\n\n</div>',
    '<div class="columns fragment">\n\na\n\n</div>',
  ],
  ['a step of code', '\n```ts {2,3|1|all}\na\nb\nc\n```', '```ts [2,3|1|]\na\nb\nc\n```'],
  ['no step points behind the code', '\n```ts {1|2-9}\na\nb\n```', '```ts [1|2]\na\nb\n```'],
  ['a formula whose lines all come at once', '\n$$ {all}\nx\n$$', '$$\nx\n$$'],
  [
    'a script and a style, and words beside them',
    '\na <script>b</script><style>c {}</style> d',
    '{.slide-2}\n\na  d',
  ],
  ['line numbers', '\n```ts {*}{lines:true,startLine:5}\na\n```', '```ts [5:]\na\n```'],
  ['a name of code', '\n```ts [app.ts]\na\n```', '*app.ts*{.small}\n\n```ts\na\n```'],
  ['code from a file', '\n<<< @/snippets/a.ts#tide {2}', '```ts [2] {include=snippets/a.ts#tide}\n```'],
  ['a diagram', "\n```mermaid {theme: 'neutral'}\ngraph LR\n```", '```mermaid\ngraph LR\n```'],
  [
    'code that turns into other code',
    '\n````md magic-move\n```js\na\n```\n```js\nb\n```\n````',
    '<div class="r-stack">\n\n```js {.fragment .fade-out data-fragment-index=0}\na\n```\n\n```js {.fragment data-fragment-index=0}\nb\n```\n\n</div>',
  ],
  [
    'clicks of elements within elements',
    '\n<v-clicks>\n\n- a\n\n<div class="flex">\n\n<div>\nb\n</div>\n\n</div>\n\n</v-clicks>',
    '- a\n\n{.fragments}\n\n<div class="fragment">\n\n<div class="r-hstack">\n\n<div>\nb\n</div>\n\n</div>\n\n</div>',
  ],
  [
    'slots with blanks, and a title above them',
    'layout: top-title-two-cols\n---\n\n:: title ::\n# A\n\n:: left ::\nl\n\n:: right ::\nr\n\n::bottom::\nb',
    '{.columns}\n\n# A\n\nl\n\n***\n\nr\n\nb',
  ],
  [
    'a title at a side',
    'layout: side-title\nside: r\n---\n\n:: title ::\n# A\n\n:: content ::\nb',
    '{.columns}\n\nb\n\n***\n\n# A',
  ],
  [
    'slots left and default',
    'layout: compare\n---\n\n::left::\na\n\n::default::\nb',
    '{.columns}\n\na\n\n***\n\nb',
  ],
  [
    'clicks of a heading and the list below it',
    '\n<v-clicks>\n\n## A\n- b\n\n</v-clicks>',
    '## A {.fragment}\n\n- b\n\n{.fragments}',
  ],
  [
    'slots as elements',
    'layout: two-cols\n---\n\n<template v-slot:default>\n\na\n\n</template>\n<template #right>\n\nb\n\n</template>',
    '{.columns}\n\na\n\n***\n\nb',
  ],
  ['who is quoted', 'layout: quote\nauthor: Ada\n---\n> words', '{.quote}\n\n> words\n\n— Ada'],
  ['settings in a block of code', '\n```yaml\nlayout: center\n```\n\n# A', '{.center}\n\n# A'],
  ['a link to a slide', '\n<Link to="3" title="on" />', '[on](#/2)'],
  ['fitted words', '\n<AutoFitText :max="200">Big</AutoFitText>', '<div class="r-fit-text">Big</div>'],
  ['components and tags in code stay', '\n`<v-click>` and `{{ x }}`', '`<v-click>` and `{{ x }}`'],
])('%s', (_, source, markdown) => {
  expect(second(source)).toBe(markdown);
});

test('settings of the deck', () => {
  const source = `---
theme: seriph
title: Tides
author: Ada
info: |
  ## Water
  twice a day
colorSchema: dark
aspectRatio: 4/3
transition: slide-left
duration: 30min
lineNumbers: true
fonts: { sans: Roboto }
---
# A

\`\`\`js
a
\`\`\``;
  const { markdown, losses } = slidev(source);
  expect(markdown).toBe(`---
title: Tides
description: Water twice a day
speakers: Ada
duration: "30"
theme: serif
transition: slide
revealOptions:
  width: 1280
  height: 960
---

{.title}

# A

\`\`\`js []
a
\`\`\``);
  expect(losses).toEqual(['13: `fonts:`: fonts stand beside the deck, and `css` names them.']);
});

test('slides of other files, some or all, with addresses from there', () => {
  const { markdown } = slidev('# A\n\n---\nsrc: ./pages/more.md#2\n---\n', {
    'pages/more.md': '# no\n\n---\n\n# B\n\n![](./x.png)\n',
  });
  expect(markdown).toBe('# A\n\n---\n\n# B\n\n![](pages/x.png)');
});

test('a slide’s styles hold for it alone', () => {
  const { markdown, css } = slidev('# A\n\n---\n\n# B\n\n<style>\nh1 { @apply m-2; color: red }\n</style>');
  expect([markdown, css.replace(/\s+/g, ' ')]).toEqual([
    '# A\n\n---\n\n{.slide-2}\n\n# B',
    '.reveal .slides section.slide-2 { h1 { color: red } } ',
  ]);
});

test('what is lost is told with its line', () => {
  expect(
    slidev(
      '# A\n\n<Counter :count="1" />\n\n<mdi-home />\n\n{{ $page }}\n\n```ts {monaco}\na\n```\n\n<b @click="x">b</b>',
    ).losses,
  ).toEqual([
    '9: `ts {monaco}`: `monaco` needs Slidev; the code is shown, and not edited or run.',
    '3: `<Counter :count="1" />`: it is a component of Vue, which Lectern does not run; what is in it stays.',
    '5: `<mdi-home />`: icons are not carried over; use an emoji or a picture.',
    '13: `<b @click="x">`: Lectern runs no Vue; `@click` was left out.',
    '7: `{{ $page }}`: Lectern runs no Vue: what stands in braces is shown as it is.',
  ]);
});

test('steps through the lines of a formula are told', () => {
  const { markdown, losses } = slidev('# A\n\n$$ {1|2|all}{at:1}\na \\\\\nb\n$$');
  expect(markdown).toBe('# A\n\n$$\na \\\\\nb\n$$');
  expect(losses).toEqual([
    '3: `$$ {1|2|all}{at:1}`: all lines of the formula come at once; part it into formulas with `{.fragment}`.',
  ]);
});

test.each(['mdc', 'comark'])('directives in braces, with `%s`', (setting) => {
  const source = `---
${setting}: true
---
# A

- a {v-click="2"}
- b {v-click}

[c]{v-mark.circle.red="3" .large} \`{v-click}\``;
  expect(slidev(source).markdown).toBe(`{.title}

# A

- a {.fragment data-fragment-index=2}
- b {.fragment}

[c]{.fragment .highlight-red data-fragment-index=3 .large} \`{v-click}\``);
});

test('settings that are commented out below a blank line are no slide', () => {
  expect(
    slidev('---\ntheme: seriph\n\n# for the web\n# seoMeta:\n#  ogImage: a.png\n---\n\n# A').markdown,
  ).toBe('---\ntheme: serif\n---\n\n# A');
});

test('what is lost of steps and of code that turns into other code is told', () => {
  const code = '````md magic-move\n```js [a.js]\na\n```\n```js {1}\nb\n```\n````';
  expect(
    slidev(`# A\n\n<p v-after>b</p>\n\n${code}\n\n<v-clicks :every="2">\n\n- a\n\n</v-clicks>`).losses,
  ).toEqual([
    '6: `js [a.js]`: within it, code has neither a name nor steps of its own.',
    '9: `js {1}`: within it, code has neither a name nor steps of its own.',
    '14: `<v-clicks :every="2">`: every item comes with a step of its own; `data-fragment-index` puts several into one.',
    '3: `<p v-after>`: it appears with a step of its own; `data-fragment-index` puts several into one.',
  ]);
});

test('parts of which Slidev shows one at a time are told', () => {
  const { markdown, losses } = slidev('# A\n\n<v-switch>\n<template #1>\n\nb\n\n</template>\n</v-switch>');
  expect(markdown).toContain('# A\n\nb');
  expect(losses).toEqual([
    '3: `<v-switch>`: its parts stand below each other; `{.fragment}` makes steps of them.',
  ]);
});

test('a style that cannot be read is told', () => {
  expect(slidev('# A\n\n<style>\nh1 { color: red } } {\n</style>').losses).toEqual([
    '1: `<style>`: it cannot be read as CSS, and was left out.',
  ]);
});

test('blank lines in a formula, which end it here, go', () => {
  const formula = '$$ {1|all}\n\\begin{array}{c}\n\na \\\\\n\nb\n\\end{array}\n$$\n\nc\n\nd';
  const { markdown } = converted(convertSlidev, `---\nlayout: default\n---\n\n${formula}\n`);
  expect(markdown).toContain('$$\n\\begin{array}{c}\na \\\\\nb\n\\end{array}\n$$\n\nc\n\nd');
});

test('words and pictures that only a theme’s layout shows are told', () => {
  const { losses } = converted(
    convertSlidev,
    '---\nlayout: cover\nauthor: Ada\ncoverAuthor: [Ada, Ben]\n---\n\n# A\n\n---\nlayout: center\nfigureUrl: https://example.org/a.png\ncolor: amber\nbackground: a.png\n---\n\n# B\n',
  );
  const told = (name: string) =>
    `\`${name}:\`: a layout of the theme shows it, which is not here; write it on the slide.`;
  expect(losses.map((loss) => loss.replace(/^\d+: /, ''))).toEqual([told('coverAuthor'), told('figureUrl')]);
});

test('a heading alone beside words stands above them: a column of ours has more', () => {
  const { markdown } = converted(
    convertSlidev,
    '---\nlayout: cover\n---\n# T\n\n---\nlayout: two-cols\n---\n\n# A\n\n::right::\n\nb\n\n---\nlayout: two-cols\n---\n\n# C\n\nd\n\n::right::\n\ne\n',
  );
  expect(markdown).toContain('---\n\n# A\n\nb\n\n---\n\n{.columns}\n\n# C\n\nd\n\n***\n\ne');
});
