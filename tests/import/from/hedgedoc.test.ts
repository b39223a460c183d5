/** Constructs of HedgeDoc, and what they become. */
import { expect, test } from 'vitest';
import { convertHedgeDoc } from '../../../server/import/from/hedgedoc.ts';
import { convertObsidian } from '../../../server/import/from/obsidian/obsidian.ts';
import { converted } from '../converted.ts';

const without = (text: string): string =>
  converted(convertHedgeDoc, text).markdown.replace(/^---\ntheme: black\n---\n\n/, '');

test.each([
  [
    'columns and stacks',
    '# A\n\n----\n\n## B\n\nNote:\nsay\n\n---\n\n# C',
    '# A\n\n----\n\n## B\n\nNote:\nsay\n\n---\n\n# C',
  ],
  ['line ends', 'a\nb', 'a\\\nb'],
  [
    'no line ends in boxes of HTML',
    '<div>\na\nb\n</div>\nc\nd\n\ne\nf',
    '<div>\na\nb\n</div>\nc\nd\n\ne\\\nf',
  ],
  [
    'no line ends in styles, comments and formulas',
    '<style>\n.a {\n  color: red;\n}\n</style>\n\n<!-- a\nb -->\n\n$$\na\nb\n$$',
    '<style>\n.a {\n  color: red;\n}\n</style>\n\n<!-- a\nb -->\n\n$$\na\nb\n$$',
  ],
  ['a heading with dashes below', 'A\n---\n\nb\n\n---\n\n# C\n---\nd', '## A\n\nb\n\n---\n\n# C\n\n---\n\nd'],
  [
    'no marks in formulas, addresses and styles',
    '$x^2y^3$ and $a~b~c$ https://a.b/~c~ <a href="~d~">e</a> H~2~O\n\n<style>\na ~b~ c\n</style>',
    '$x^2y^3$ and $a~b~c$ https://a.b/~c~ <a href="~d~">e</a> H<sub>2</sub>O\n\n<style>\na ~b~ c\n</style>',
  ],
  ['steps of code', '```js[1|2]=\na\nb\n```\n\n```c#\nd\n```', '```js [1|2]\na\nb\n```\n\n```c#\nd\n```'],
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
  [
    'several from elsewhere on a line, below its words',
    '### See {%vimeo 12 %} {%pdf https://example.org/a.pdf %}\n\n`{%youtube a %}`',
    '### See\n\n<iframe src="https://player.vimeo.com/video/12" title="Vimeo" width="800" height="450"></iframe>\n\n[https://example.org/a.pdf](https://example.org/a.pdf)\n\n`{%youtube a %}`',
  ],
  ['definitions', 'Ebb\n: goes\n: out', 'Ebb\n: goes\n: out'],
])('HedgeDoc: %s', (_, source, markdown) => {
  expect(without(source)).toBe(markdown);
});

test('HedgeDoc: what is not shown is told', () => {
  const { markdown, losses } = converted(
    convertHedgeDoc,
    '# A {%gist a/b %}\n\n[TOC]\n\n*[HTML]: Hypertext\nHTML',
  );
  expect(markdown).toMatch(/# A\n\ngist: a\/b\n\nHTML$/);
  expect(losses).toEqual([
    '1: `{%gist a/b %}`: it is not shown here; only its name is.',
    '3: `[TOC]`: `{.agenda}` lists the deck’s sections.',
    '5: `*[HTML]: Hypertext`: abbreviations are not explained here; `<abbr title="…">` does.',
  ]);
});

test('HedgeDoc: a note says that its line ends are none, and how long it takes', () => {
  const { markdown, losses } = converted(
    convertHedgeDoc,
    '---\nbreaks: false\nslideOptions:\n  allottedTime: 300000\n  width: 1400\n  spotlight: true\n---\n\na\nb\n',
  );
  expect(markdown).toBe('---\nduration: "5"\ntheme: black\nrevealOptions:\n  width: 1400\n---\n\na\nb');
  expect(losses).toEqual([
    '6: `spotlight`: Only options that change how slides look and move are passed on.',
  ]);
});

test('HedgeDoc’s and Obsidian’s settings', () => {
  const note = '---\ntitle: T\nslideOptions:\n  theme: white\n  transition: fade\n  width: 1400\n---\n# A';
  expect(converted(convertHedgeDoc, note).markdown).toBe(
    '---\ntitle: T\ntheme: white\ntransition: fade\nrevealOptions:\n  width: 1400\n---\n\n# A',
  );
  const vault = '---\ntheme: moon\nwidth: 1400\ntimeForPresentation: 1200\nenableMenu: true\n---\n# A';
  expect(converted(convertObsidian, vault).markdown).toBe(
    '---\nduration: "20"\ntheme: moon\nrevealOptions:\n  width: 1400\n---\n\n# A',
  );
});
