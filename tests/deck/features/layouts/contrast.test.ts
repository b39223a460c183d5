/** Which backgrounds are dark, decided as reveal.js decides in the browser. */
import { expect, test } from 'vitest';
import { contrastOfColor } from '../../../../server/deck/features/layouts/contrast.ts';

test.each([
  ['#000', 'has-dark-background'],
  ['#7f7f7f', 'has-dark-background'],
  ['#808080', 'has-light-background'],
  ['#fffc', 'has-light-background'],
  ['rgb(1, 2, 3)', 'has-dark-background'],
  ['rgb(250 250 250 / 50%)', 'has-light-background'],
  ['hsl(60 100% 50%)', 'has-light-background'],
  ['RebeccaPurple', 'has-dark-background'],
  ['white', 'has-light-background'],
  ['transparent', undefined],
  ['rgba(0, 0, 0, 0)', undefined],
  ['currentColor', undefined],
  ['var(--x)', undefined],
  ['linear-gradient(red, blue)', undefined],
  ['pic.png', undefined],
  ['no colour', undefined],
  ['red} b{x:y', undefined],
  ['', undefined],
])('%j is %s', (color, contrast) => {
  expect(contrastOfColor(color)).toBe(contrast);
});
