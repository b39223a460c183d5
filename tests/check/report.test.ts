/** What `check` prints, for people and for machines. */
import { expect, test } from 'vitest';
import { inOrder, type Report, writeReport } from '../../server/check/report.ts';

const report: Report = {
  decks: 2,
  slides: 31,
  diagnostics: [
    {
      file: 'decks/a, b:50%/deck.md',
      line: 3,
      column: 5,
      rule: 'missing-file',
      reason: 'there is no picture `a.png`',
      hint: 'Did you mean `b.png`?',
    },
    {
      file: 'decks/talk.md',
      line: 12,
      column: 1,
      rule: 'code-language',
      reason: 'the code language `x\ny` is 100% unknown',
      hint: 'Write `text`.',
    },
    {
      file: 'decks/talk.md',
      line: 13,
      column: 1,
      rule: 'code-language',
      reason: 'the code language `z` is not known',
      hint: 'Write `text`.',
    },
  ],
};
const clean: Report = { decks: 1, slides: 1, diagnostics: [] };

test('text has a line for each, a remedy once, and a summary', () => {
  expect(writeReport(report, 'text', false)).toBe(
    [
      'decks/a, b:50%/deck.md:3:5 error there is no picture `a.png`. Did you mean `b.png`? [missing-file]',
      'decks/talk.md:12:1 warning the code language `x\ny` is 100% unknown. Write `text`. [code-language]',
      'decks/talk.md:13:1 warning the code language `z` is not known [code-language]',
      '',
      '1 error, 2 warnings in 2 decks, 31 slides.',
      '',
    ].join('\n'),
  );
});

test('text for a terminal has colours', () => {
  const [first] = writeReport(report, 'text', true).split('\n');
  expect(first).toBe(
    '\u001b[36mdecks/a, b:50%/deck.md:3:5\u001b[39m \u001b[31merror\u001b[39m ' +
      'there is no picture `a.png`. Did you mean `b.png`? \u001b[2m[missing-file]\u001b[22m',
  );
});

test('a clean run says so', () => {
  expect(writeReport(clean, 'text', false)).toBe('Nothing wrong in 1 deck, 1 slide.\n');
  expect(writeReport(clean, 'github', false)).toBe('Nothing wrong in 1 deck, 1 slide.\n');
});

test('GitHub’s annotations are escaped', () => {
  expect(writeReport(report, 'github', false).split('\n')).toEqual([
    '::error file=decks/a%2C b%3A50%25/deck.md,line=3,col=5,title=missing-file::there is no picture `a.png`. Did you mean `b.png`?',
    '::warning file=decks/talk.md,line=12,col=1,title=code-language::the code language `x%0Ay` is 100%25 unknown. Write `text`.',
    '::warning file=decks/talk.md,line=13,col=1,title=code-language::the code language `z` is not known. Write `text`.',
    '1 error, 2 warnings in 2 decks, 31 slides.',
    '',
  ]);
});

test('JSON has everything by name', () => {
  expect(
    JSON.parse(writeReport({ ...report, diagnostics: report.diagnostics.slice(0, 1) }, 'json', true)),
  ).toEqual({
    decks: 2,
    slides: 31,
    errors: 1,
    warnings: 0,
    problems: [
      {
        file: 'decks/a, b:50%/deck.md',
        line: 3,
        column: 5,
        severity: 'error',
        rule: 'missing-file',
        message: 'there is no picture `a.png`',
        hint: 'Did you mean `b.png`?',
      },
    ],
  });
});

test('what was found is put in order', () => {
  const at = (file: string, line: number, column: number) =>
    ({ file, line, column, rule: 'math', reason: '', hint: '' }) as const;
  const found = [at('b.md', 1, 1), at('a.md', 10, 1), at('a.md', 9, 7), at('a.md', 9, 2)];
  expect(inOrder(found).map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
    'a.md:9:2',
    'a.md:9:7',
    'a.md:10:1',
    'b.md:1:1',
  ]);
});
