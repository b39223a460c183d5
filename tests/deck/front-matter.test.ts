/** What is front matter, what is a first slide, and where keys stand. */
import { describe, expect, test } from 'vitest';
import { DeckError } from '../../server/deck/error.ts';
import { parseMapping, splitFrontMatter } from '../../server/deck/front-matter.ts';

describe('front matter', () => {
  test.each([
    ['---\ntitle: x\n---\nbody', { title: 'x' }, 'body', 4],
    ['---\ntitle: x\n...\nbody', { title: 'x' }, 'body', 4],
    ['---  \ntitle: x\n---  \nbody', { title: 'x' }, 'body', 4],
    ['---\n---\nbody', {}, 'body', 3],
    ['---\n\n---\nbody', {}, 'body', 4],
    ['---\n# a comment\ntitle: x\n---\n', { title: 'x' }, '', 5],
    ['---\n# a comment\n\ntitle: x\n---\n', { title: 'x' }, '', 6],
    ['---\n"quoted key": x\n---', { 'quoted key': 'x' }, '', 3],
    ['---\n2013: x\n---\n', { 2013: 'x' }, '', 4],
  ])('%j has some', (text, values, body, bodyLine) => {
    const front = splitFrontMatter(text, 'deck.md');
    expect({ values: front.settings.values, body: front.body, bodyLine: front.bodyLine }).toEqual({
      values,
      body,
      bodyLine,
    });
  });

  test.each([
    '# A\n\n---\n\nb: c\n\n---\n',
    '---\n\n# A\n\n---\n\n# B\n',
    '---\n# A\nNote: secret\n---\n',
    '---\n\n# A\n\nAgenda: first, second\n\n---\n',
    '---\ntext\n---\n',
    '---\n- a: b\n---\n',
    '----\ntitle: x\n----\n',
    ' ---\ntitle: x\n---\n',
    '---\ntitle: x\n',
    '---',
    '',
  ])('%j has none', (text) => {
    expect(splitFrontMatter(text, 'deck.md')).toMatchObject({
      body: text,
      bodyLine: 1,
      settings: { values: {} },
    });
  });

  test.each([
    ['---\ntitle: "x\n---\n', 'deck.md:3:1: this is not valid YAML: Missing closing "quote'],
    [
      '---\ntitle: a: b\n---\n',
      'deck.md:2:8: this is not valid YAML: Nested mappings are not allowed in compact mappings',
    ],
    [
      '---\ntitle My talk\ntheme: black\n---\n',
      'deck.md:2:1: this is not valid YAML: Implicit keys need to be on a single line',
    ],
    ['---\na: 1\na: 2\n---\n', 'deck.md:3:1: this is not valid YAML: Map keys must be unique'],
  ])('%j is malformed', (text, message) => {
    expect(() => splitFrontMatter(text, 'deck.md')).toThrow(expect.objectContaining({ message }));
  });

  test('aliases that grow beyond measure are an error', () => {
    const lines = [
      'a0: &a0 [x]',
      ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
    ];
    expect(() => parseMapping(lines.join('\n'), 'deck.md')).toThrow(DeckError);
  });

  test('keys have their places', () => {
    const { settings } = splitFrontMatter('---\ntitle: x\n\n  \ntheme: y\n---\n', 'deck.md');
    expect(settings.place('theme')).toEqual({ line: 5, column: 1 });
    expect(settings.place('absent')).toEqual({ line: 2, column: 1 });
  });
});
