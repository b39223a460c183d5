/** The small parts of the deck compiler, as tables. */
import { describe, expect, test } from 'vitest';
import { decodeAttributes } from '../../server/deck/features/attributes/decode-attributes.ts';
import { decodeLines, splitHighlightedLines } from '../../server/deck/features/code/code.ts';
import { changeAddresses } from '../../server/deck/html/addresses.ts';
import { attribute, createElement } from '../../server/deck/html/tree.ts';
import { codeFrame } from '../../server/deck/model/diagnostic.ts';
import { nearest } from '../../server/deck/model/nearest.ts';
import { parseDeck } from '../../server/deck/parse.ts';
import { renderDeck } from '../../server/deck/render.ts';
import { codeSpans } from '../../server/deck/text/fences.ts';

test('a code frame shows the place, the lines around it and the remedy', () => {
  const frame = codeFrame(
    { file: 'deck.md', line: 3, column: 5, rule: 'css', reason: 'wrong', hint: 'Mend it.' },
    'one\r\ntwo\n\tthree\nfour\nfive\nsix',
  );
  expect(frame).toBe(
    'deck.md:3:5: wrong\n\n  1 | one\n  2 | two\n> 3 |  three\n    |     ^\n  4 | four\n  5 | five\n\n  Mend it.',
  );
});

test('a code frame shows of a long line what stands around the place', () => {
  const frame = (column: number, line: string) =>
    codeFrame(
      { file: 'deck.md', line: 1, column, rule: 'css', reason: 'wrong', hint: 'Mend it.' },
      `${line}\n${'z'.repeat(1_000_000)}`,
    ).split('\n');
  const long = `${'a'.repeat(500)}!${'b'.repeat(1_000_000)}`;
  const [, , shown = '', caret = '', next = ''] = frame(501, long);
  expect(shown).toBe(`> 1 | …${'a'.repeat(60)}!${'b'.repeat(99)}…`);
  expect(shown[caret.indexOf('^')]).toBe('!');
  expect(next).toBe(`  2 | ${'z'.repeat(160)}…`);
  expect(frame(1, long)[2]).toBe(`> 1 | ${'a'.repeat(160)}…`);
  expect(frame(long.length + 1, long)[2]).toBe(`> 1 | …${'b'.repeat(60)}`);
});

test.each([
  ['tilte', 'title'],
  ['THEME', 'theme'],
  ['higlightTheme', 'highlightTheme'],
  ['xyzzy', undefined],
  ['', undefined],
])('the word nearest to %j is %j', (word, known) => {
  expect(nearest(word, ['title', 'theme', 'highlightTheme'])).toBe(known);
});

test.each([
  ['', []],
  ['1', [[1, 1]]],
  [
    '1,4-8',
    [
      [1, 1],
      [4, 8],
    ],
  ],
  [
    ' 2 - 3 , 5',
    [
      [2, 3],
      [5, 5],
    ],
  ],
  ['3-', [[3, 3]]],
  ['x', []],
])('the step %j brightens rows %j', (step, rows) => {
  expect(decodeLines(step)).toEqual(rows);
});

test('spans that run over a line’s end are closed and opened again', () => {
  expect(splitHighlightedLines('<span class="a">x\n<span class="b">y\nz</span></span>\n1 &lt; 2')).toEqual([
    '<span class="a">x</span>',
    '<span class="a"><span class="b">y</span></span>',
    '<span class="a"><span class="b">z</span></span>',
    '1 &lt; 2',
  ]);
});

test.each([
  [' class="a b" data-x', { class: 'a b', 'data-x': '' }],
  [" id='mine' title='say \"x\"'", { id: 'mine', title: 'say "x"' }],
  ['data-a="1"data-b', { 'data-a': '1', 'data-b': '' }],
  ['data-state = "x"', { 'data-state': 'x' }],
  ['class=""', { class: '' }],
  ['just words', {}],
])('the comment %j sets %j', (text, attributes) => {
  expect(decodeAttributes(text)).toEqual(attributes);
});

describe('fences', () => {
  test.each([
    ['```\na\n```', ['```\na\n```']],
    ['~~~\n```\n~~~', ['~~~\n```\n~~~']],
    ['````\n```\n````', ['````\n```\n````']],
    ['- ```\n  a\n  ```', ['- ```\n  a\n  ```']],
    ['> ~~~\n> a\n> ~~~', ['> ~~~\n> a\n> ~~~']],
    ['```\nnever closed', []],
    ['```js\nforgotten\n\n```js\na\n```', ['```js\na\n```']],
    ['``` not `code` ```', []],
  ])('in %j are %j', (text, spans) => {
    expect(codeSpans(text).map(({ start, end }) => text.slice(start, end))).toEqual(spans);
  });
});

test.each([
  ['srcset', 'a.png 1x, b.png 2x', '/a.png 1x, /b.png 2x'],
  ['srcset', 'a.png 1x,b.png 2x', '/a.png 1x, /b.png 2x'],
  ['srcset', 'a,b.png, c.png 100w', '/a,b.png, /c.png 100w'],
  ['style', 'background: url(a.png), url( "b c.png" )', 'background: url("/a.png"), url("/b c.png")'],
  ['data-background-image', 'a.png, b.png', '/a.png,/b.png'],
  ['data-background', 'a.png', '/a.png'],
  ['data-background', '#fff', '#fff'],
  ['data-background-video', 'data:video/mp4;base64,AA', 'data:video/mp4;base64,AA'],
])('addresses in %s="%s" change', (name, value, changed) => {
  const element = createElement('img', { [name]: value });
  changeAddresses(element, (url) => `/${url}`);
  expect(attribute(element, name)).toBe(changed);
});

test('line ends of Windows and a byte order mark change nothing', async () => {
  const text = '---\ntitle: x\n---\n\n# First\n\n```\na\nb\n```\n\n---\n\nSecond\n\nNote: hidden\n';
  const compile = async (source: string) => {
    const deck = parseDeck({ name: 'deck', file: 'deck.md', text: source, format: 'markdown' });
    const rendered = await renderDeck(deck);
    return { ...rendered, characters: rendered.characters() };
  };
  expect(await compile(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(await compile(text));
});
