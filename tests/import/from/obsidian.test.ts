/** Constructs of Obsidian, and what they become. */
import { expect, test } from 'vitest';
import { convertObsidian } from '../../../server/import/from/obsidian/obsidian.ts';
import { converted } from '../converted.ts';

const without = (text: string): string =>
  converted(convertObsidian, text).markdown.replace(/^---\ntheme: black\n---\n\n/, '');

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
    'blocks, with what their end says',
    '::: block\na\n::: <!-- .element: class="fragment" -->\n\n::: credit\nb\n:::',
    '<div class="fragment">\n\na\n\n</div>\n\n<div class="credit">\n\nb\n\n</div>',
  ],
  [
    'places in pixels, and looks',
    '<grid drag="500px 20.5" drop="10px bottom" class="a" style="color: red" align="left" bg="#123" pad="5px" opacity="0.5" rotate="-5" border="thin solid" frag="2">\nx\n</grid>',
    '<!-- .slide: style="height: 700px" -->\n\n<div class="a fragment" data-fragment-index="2" style="position: absolute; width: 500px; height: 20.5%; left: 10px; bottom: 0; color: red; text-align: left; background: #123; padding: 5px; opacity: 0.5; rotate: -5deg; border: thin solid">\n\nx\n\n</div>',
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
    'blanks around a picture’s name, and the size of any picture',
    '![[a b.png | 400]] ![Tides|20x10](c.png) ![a|b](d.png)',
    '![](<a b.png>){width=400} ![Tides](c.png){width=20 height=10} ![a|b](d.png)',
  ],
  [
    'the look of a box, and a list in it',
    '<grid drag="60 30" drop="0 0" bg="#111" pad="1em" border="1px solid red" align="topleft" rotate="5" class="x" frag="2" style="zoom: 2;">\n+ a\n+ b\n</grid>',
    '<!-- .slide: style="height: 700px" -->\n\n<div class="x fragment" data-fragment-index="2" style="position: absolute; width: 60%; height: 30%; left: 0%; top: 0%; background: #111; padding: 1em; border: 1px solid red; text-align: left; rotate: 5deg; zoom: 2">\n\n- a\n- b\n\n{.fragments}\n\n</div>',
  ],
  [
    'the look of an element',
    'a <!-- element class="x" align="right" rotate="5" -->',
    'a <!-- .element: class="x" style="text-align: right; rotate: 5deg" -->',
  ],
  ['a slide’s name', '<!-- slide id="top" -->\n# A', '{#top}\n\n# A'],
  [
    'charts',
    '```chart\n  type: bar\n  labels: [A, B]\n  series:\n    - title: X\n      data: [1, 2]\n```\n\n```chart\ntype: radar\n```',
    '```chart column\n|  | X |\n| --- | --- |\n| A | 1 |\n| B | 2 |\n```\n\n```yaml\ntype: radar\n```',
  ],
  [
    'a block whose begin says how it appears',
    'a\n::: block <!-- .element: class="fragment" -->\nb\n:::\n- c',
    'a\n<div class="fragment">\n\nb\n\n</div>\n\n- c',
  ],
])('Obsidian: %s', (_, source, markdown) => {
  expect(without(source)).toBe(markdown);
});

test('an icon that is named among words is told', () => {
  expect(converted(convertObsidian, '---\nwidth: 900\n---\n# A :fas_envelope: b').losses).toEqual([
    '4: `:fas_envelope:`: icons of a typeface are not shown; an emoji or a picture is.',
  ]);
});

test('Obsidian: style sheets as themes, and what there is no setting for', () => {
  const { markdown, losses } = converted(
    convertObsidian,
    '---\ntheme: css/own.css\nhighlightTheme: css/vs2015.css\nenableMenu: true\nenableTimeBar: false\n---\n\n# A\n\n<split left="2" right="1">\n\na\n\nb\n\n</split>\n\n<grid drag="1 2" drop="top" animate="fadeIn">\nc\n</grid>\n',
  );
  expect(markdown).toContain('---\ntheme: black\nhighlightTheme: vs2015\ncss:\n  - css/own.css\n---\n');
  expect(losses).toEqual([
    '4: `enableMenu:`: there is no such setting here.',
    '10: `<split left="2" right="1">`: all columns are as wide; a style of their own can say otherwise.',
    '18: `<grid drag="1 2" drop="top" animate="fadeIn">`: `animate` was left out; `style` can set it.',
  ]);
});

test('a theme of code that is not there is told, and no other one taken for it', () => {
  const { markdown, losses } = converted(
    convertObsidian,
    '---\nenableMenu: true\nhighlightTheme: css/github-dark-default.css\n---\n# A',
  );
  expect(markdown).not.toContain('highlightTheme');
  expect(losses).toContain('3: `css/github-dark-default.css`: there is no such style sheet beside the deck.');
});

test('blocks for the places of a template are a heading and columns', () => {
  const source =
    '---\nenableMenu: true\n---\n<!-- slide template="[[split]]" -->\n::: title\n\n## A\n\n:::\n::: left \n- b\n::: \n::: right\nc\n:::\n';
  expect(converted(convertObsidian, source).markdown.replace(/^---\n[\s\S]*?---\n\n/, '')).toBe(
    '## A\n\n<div class="columns">\n\n<div>\n\n- b\n\n</div>\n\n<div>\n\nc\n\n</div>\n\n</div>',
  );
});
