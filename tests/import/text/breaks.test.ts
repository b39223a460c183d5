/** Line ends that a tool shows, and ours does not. */
import { expect, test } from 'vitest';
import { withBreaks } from '../../../server/import/text/breaks.ts';
import { readLines, textOf } from '../../../server/import/text/lines.ts';

test.each([
  ['a\nb', 'a\\\nb'],
  ['<sub>a\n*b*</sub>\nc', '<sub>a\\\n*b*</sub>\\\nc'],
  ['a\n<b>b</b>\nc', 'a\\\n<b>b</b>\\\nc'],
  ['<https://example.org>\nb', '<https://example.org>\\\nb'],
  ['<div>\na\n</div>', '<div>\na\n</div>'],
  ['a<br>\nb', 'a<br>\nb'],
  ['> a\n> b\n>\n> - c\n> d', '> a\\\n> b\n>\n> - c\\\n> d'],
  ['> a\nb', '> a\nb'],
])('%j', (source, expected) => {
  expect(textOf(withBreaks(readLines(source, 1)))).toBe(expected);
});
