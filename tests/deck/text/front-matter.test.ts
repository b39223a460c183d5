/** What is front matter, what is a first slide, and where keys stand. */
import { describe, expect, test } from 'vitest';
import { DeckError } from '../../../server/deck/model/diagnostic.ts';
import { parseMapping, splitFrontMatter } from '../../../server/deck/text/front-matter.ts';

describe('front matter', () => {
  test.each([
    ['---\ntitle: x\n---\nbody', { title: 'x' }, 'body', 4],
    ['---\ntitle: x\n...\nbody', { title: 'x' }, 'body', 4],
    ['---  \ntitle: x\n---  \nbody', { title: 'x' }, 'body', 4],
    ['---\n---\nbody', {}, 'body', 3],
    ['---\n\n---\nbody', {}, 'body', 4],
    ['---\n# a comment\ntitle: x\n---\n', { title: 'x' }, '', 5],
    ['---\n# a comment\n\ntitle: x\n---\n', { title: 'x' }, '', 6],
    ['---\ntitle: x\n\n# for later\n# theme: moon\n---\n# A', { title: 'x' }, '# A', 7],
    ['---\n"quoted key": x\n---', { 'quoted key': 'x' }, '', 3],
    ['---\n2013: x\n---\n', { 2013: 'x' }, '', 4],
    ['\n\n---\ntitle: x\n---\nbody', { title: 'x' }, 'body', 6],
    ['<!-- a licence\nof two lines -->\n\n---\ntitle: x\n---\nbody', { title: 'x' }, 'body', 7],
    ['---yaml\ntitle: x\n---\nbody', { title: 'x' }, 'body', 4],
    [
      '+++\n# mine\ntitle = "x"\ncss = [\n  "a.css",\n]\n[vars]\na = \'b\'\n+++\nbody',
      { title: 'x', css: ['a.css'], vars: { a: 'b' } },
      'body',
      10,
    ],
    ['---toml\ntitle = "x"\n---\nbody', { title: 'x' }, 'body', 4],
    ['{\n  "title": "x",\n  "vars": { "a": "b" }\n}\nbody', { title: 'x', vars: { a: 'b' } }, 'body', 5],
    ['{ "title": "x" }\n\nbody', { title: 'x' }, '\nbody', 2],
    ['---\n{ "title": "x" }\n---\nbody', { title: 'x' }, 'body', 4],
    ['---\ntitle: x\n\n# theme: black\n---\n', { title: 'x' }, '', 6],
    ['---\ntitle: x\n# the end\n---\n', { title: 'x' }, '', 5],
    ['---\ntext: |\n  one\n\n  two\n---\n', { text: 'one\n\ntwo\n' }, '', 7],
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
    [
      '---\ntitle: x\ntheme: black\n\n# A\n\n---\n\n# B',
      { title: 'x', theme: 'black' },
      '\n# A\n\n---\n\n# B',
      4,
      3,
    ],
    ['---\nTitle: x\ntheme: black\n\n# A', { Title: 'x', theme: 'black' }, '\n# A', 4, 3],
    ['---\ntitle: x\n\n# A\n---\n# B', { title: 'x' }, '\n# A\n---\n# B', 3, 2],
    ['---\ntitle: x\n# A\n\ntext', { title: 'x' }, '# A\n\ntext', 3, 2],
    ['---\ntitle: x\ncss:\n  - a.css\n\nNote: y\n', { title: 'x', css: ['a.css'] }, '\nNote: y\n', 5, 4],
    ['\n---\ntitle: x\n\n- a\n\n---\n\n# B', { title: 'x' }, '\n- a\n\n---\n\n# B', 4, 3],
  ])('%j is read, and its author told', (text, values, body, bodyLine, last) => {
    const front = splitFrontMatter(text, 'deck.md');
    const { line, reason, hint } = front.doubts[0] ?? {};
    expect([front.settings.values, front.body, front.bodyLine]).toEqual([values, body, bodyLine]);
    expect([line, reason, hint]).toEqual([
      text.startsWith('\n') ? 2 : 1,
      'the settings that begin here are not closed',
      `Put a line of \`---\` behind the last of them, line ${last}.`,
    ]);
  });

  test.each([
    ['---\ntitle: "x\n---\n', 'deck.md:3:1: a quotation mark is not closed'],
    [
      '---\ntitle: a: b\n---\n',
      'deck.md:2:8: this value holds a colon with a blank behind it, as if it were a setting',
    ],
    [
      '---\ntitle My talk\ntheme: black\n---\n',
      'deck.md:2:1: this line is not a setting: it has no colon with a blank behind it',
    ],
    ['---\na: 1\na: 2\n---\n', 'deck.md:3:1: this setting is there twice'],
    ['---\ntitle: @ana\n---\n', 'deck.md:2:8: a value may not begin with this character'],
    ['---\ntitle: *stressed*\n---\n', 'deck.md:2:8: a value may not begin with `*`'],
    ['---\ntitle: "one" two\n---\n', 'deck.md:2:14: something stands behind a value that has ended'],
    ['---\ncss: [a.css, b.css\n---\n', 'deck.md:3:1: a bracket is not closed'],
    ['---\nvars:\n\ta: b\n---\n', 'deck.md:3:1: this line is indented with a tab'],
    ['+++\n[params.a]\nb = 1\n+++\n', 'deck.md:3:1: these settings are TOML of a kind that is not read here'],
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

test('a NUL is no text', () => {
  expect(() => splitFrontMatter('# A\n\n\0Note: b\n', 'deck.md')).toThrow(
    new DeckError({
      file: 'deck.md',
      line: 3,
      column: 1,
      rule: 'not-text',
      reason: 'here is a character that is no text (NUL), which nobody sees',
      hint: 'Delete it, or save the file as UTF-8.',
    }),
  );
});
