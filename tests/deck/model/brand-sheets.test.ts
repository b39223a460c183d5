/** A company's colours and faces as style sheets: what each key becomes, and that grounds of its colour carry words. */
import { expect, test } from 'vitest';
import type { BrandKey } from '../../../server/deck/model/brand.ts';
import { brandSheets } from '../../../server/deck/model/brand-sheets.ts';
import { contrastRatio, rgbOf } from '../../../server/deck/model/colours.ts';

function cssOf(key: BrandKey, ...values: string[]): string {
  const place = { from: 'talks/deck.md', line: 3, column: 3 };
  return brandSheets({ [key]: { values, ...place } })
    .map(({ text }) => text)
    .join('');
}

test('a style sheet has the place of its key, and addresses relative to the file that has it', () => {
  const logo = { values: ['brand/logo.svg'], from: 'talks/deck.md', line: 4, column: 5 };
  expect(brandSheets({ logo })).toEqual([
    {
      href: 'deck.md',
      from: 'talks/deck.md',
      line: 4,
      column: 5,
      text: expect.stringContaining('url("brand/logo.svg")'),
    },
  ]);
});

test.each(['#0a7d55', '#ffb000', '#ffffff', '#000000', 'rebeccapurple', 'rgb(120 120 120)'])(
  'grounds of the colour %s carry words',
  (colour) => {
    const css = cssOf('accent', colour);
    const of = (name: string) => rgbOf(new RegExp(`--${name}:([^;]+)`).exec(css)?.[1] ?? '');
    const [loud, bright, white, black] = [of('loud'), of('bright'), rgbOf('#fffdf7'), rgbOf('#141416')];
    if (!loud || !bright || !white || !black) throw new Error(css);
    expect(contrastRatio(white, loud)).toBeGreaterThanOrEqual(7);
    expect(contrastRatio(black, bright)).toBeGreaterThanOrEqual(12);
    // Marks and links stand on the loud ground in the bright colour.
    expect(contrastRatio(bright, loud)).toBeGreaterThanOrEqual(4.5);
  },
);

test('two colours are for light and dark; one ground has one for code', () => {
  expect(cssOf('accent', '#036', '#9cf')).toContain('--accent:light-dark(#036,#9cf)');
  expect(cssOf('ground', '#f4f0e8')).toMatch(/--paper:#f4f0e8;--ground:#[0-9a-f]{6};/);
});

test.each([
  ['Sans-Regular.woff2', 'font-weight:400;'],
  ['Sans-BoldItalic.woff2', 'font-weight:700;font-style:italic;'],
  ['sans-600.woff2', 'font-weight:600;'],
  ['Sans[wght].woff2', 'font-weight:100 900;'],
])('the file %s says its cut', (file, cut) => {
  const css = cssOf('headings', `brand/${file}`);
  expect(css).toContain(`@font-face{font-family:"Brand headings";${cut}`);
  expect(css).toContain('--r-heading-font:"Brand headings", var(--r-main-font)');
});

test('a name is that of a family', () => {
  expect(cssOf('code', 'Brand Mono')).toBe(':root{--r-code-font:"Brand Mono", ui-monospace, monospace;}');
});
