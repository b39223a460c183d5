/** What keeps text of other tools from being read as ours. */
import { expect, test } from 'vitest';
import { guarded, guardedNotes } from '../../../server/import/write/guard.ts';

test.each(['\t', '\u00a0', '\ufeff', '\v', '&nbsp;', '\t>', '- '])('many of %j take no time', (blank) => {
  const begin = performance.now();
  expect(guarded(`${blank.repeat(200)}y`)).toContain('y');
  expect(performance.now() - begin).toBeLessThan(2000);
});

test('notes keep what they are about, and hide no other slide', () => {
  expect(guardedNotes('a\n---\n::: notes\n`%%` %% b\n\\<aside class="notes"> \\\\<b')).toBe(
    'a\n***\n\\::: notes\n`%%` \\%\\% b\n&lt;aside class="notes"> \\\\<b',
  );
});

test('what may be meant as notes in a deck of Markdown stays private', () => {
  expect(guarded('> ::: notes\n> a')).toBe('> ::: notes\n> a');
});

test('words in formulas have no lines below letters, which MathJax shows and ours does not', () => {
  expect(guarded('$\\text{a_b} c_d$ `\\text{a_b}` \\texttt{a\\_b_c}')).toBe(
    '$\\text{a\\_b} c_d$ `\\text{a_b}` \\texttt{a\\_b\\_c}',
  );
});
