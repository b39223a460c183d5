/** What decks of Marp have besides the constructs of its manual: styles over many lines, and classes of themes that are not there. */
import { expect, test } from 'vitest';
import { convertMarp } from '../../../server/import/from/marp/marp.ts';
import { converted } from '../converted.ts';

const marp = (text: string) => converted(convertMarp, text);

test('colours in styles stay as they are written', () => {
  const source = `---
marp: true
style: |
  .box {
    color: #333333;
    background-color: #fff;
  }

  h1 { color: red }
header: a: b
---
# A
`;
  const { css, markdown } = marp(source);
  expect(css.replace(/\s+/g, ' ')).toBe(
    '.reveal .slides { .box { color: #333333; background-color: #fff; } h1 { color: red } } ',
  );
  expect(markdown).toBe('---\nheader: "a: b"\n---\n\n# A');
});

test('values of directives in a comment may be indented, and are read loosely there', () => {
  expect(marp('# A\n\n<!--\n  _color: #123\n  _class: lead\n-->').markdown).toBe(
    '<!-- .slide: class="center" style="color: #123" -->\n\n# A',
  );
});

test.each([
  ['left', '# A'],
  ['cover', '{.title}\n\n# A'],
  ['twoColumns', '{.columns}\n\n# A'],
  ['three-columns', '{.columns}\n\n# A'],
  ['cols-2-64', '{.columns}\n\n# A'],
])('a class %s that no style names', (name, markdown) => {
  expect(marp(`<!-- _class: ${name} -->\n# A`).markdown).toBe(markdown);
});

test('a class that a style names is kept, whatever it is here', () => {
  expect(
    marp('---\nmarp: true\nstyle: "section.left { color: red }"\n---\n<!-- _class: left -->\n# A').markdown,
  ).toBe('{.left}\n\n# A');
});

test('items with stars in boxes come one after the other, too', () => {
  expect(
    marp('<div class="columns">\n<div>\n\n* a\n* b\n\n</div>\n</div>\n\n<div>\n* c\n</div>').markdown,
  ).toBe('<div class="columns">\n<div>\n\n- a\n- b\n\n{.fragments}\n\n</div>\n</div>\n\n<div>\n* c\n</div>');
});

test('an item of a list is no part of the box that ends below it', () => {
  expect(marp('<div>\n\n* a\n* b\n</div>\n\nc').markdown).toBe(
    '<div>\n\n- a\n- b\n\n{.fragments}\n\n</div>\n\nc',
  );
});

test('a cover with a style of its own is no title of ours', () => {
  expect(
    marp('---\nmarp: true\nstyle: "section.cover { color: red }"\n---\n<!-- _class: cover -->\n# A').markdown,
  ).toBe('{.cover}\n\n# A');
});
