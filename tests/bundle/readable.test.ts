/** Colours of a deck that are given once are readable on the theme's light and dark ground. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  opaqueColor,
  resolveVariables,
  type Scheme,
  variablesOf,
} from '../../server/bundle/css/css-variables.ts';
import { fixedScheme, READABLE, readableOnBoth } from '../../server/bundle/css/readable-colours.ts';
import { loadTheme } from '../../server/bundle/css/themes.ts';
import { brandSheets } from '../../server/deck/model/brand-sheets.ts';
import { contrastRatio } from '../../server/deck/model/colours.ts';

let theme = '';
beforeAll(async () => {
  theme = (await loadTheme('lectern')).css;
});

/** The contrast of a variable on the paper of a scheme. */
function contrastOf(name: string, css: string, scheme: Scheme): number {
  const variables = variablesOf(theme + readableOnBoth(css, theme), scheme);
  const [ink, paper] = [name, '--paper'].map((each) => opaqueColor(`var(${each})`, variables, scheme));
  return ink && paper ? contrastRatio(ink, paper) : 0;
}

test.each([
  '#00589b',
  'rebeccapurple',
  'oklch(70% .15 90)',
  'hsl(200 50% 40%)',
  'hwb(60 0% 0%)',
  'lab(50% 20 30)',
  'color(display-p3 1 0 0)',
  '#fc0',
  '#000',
  '#fff',
  '#777',
])('an accent %s is readable in both schemes, and kept where it was', (color) => {
  const css = `:root{--accent:${color}}`;
  for (const scheme of ['light', 'dark'] as const)
    expect(contrastOf('--accent', css, scheme), scheme).toBeGreaterThanOrEqual(READABLE);
});

test('a colour is kept on the ground on which it is readable, and its hue on the other', () => {
  const css = readableOnBoth(':root{--accent:#00589b}', theme);
  expect(css).toBe(':root{--accent:light-dark(#00589b,#438cd3)}');
});

test('a colour may come from another variable, and have the name that reveal.js gives it', () => {
  const css = ':root{--brand:#00589b;--accent:var(--brand);--r-link-color:#00589b}';
  for (const name of ['--accent', '--r-link-color'])
    expect(contrastOf(name, css, 'dark'), name).toBeGreaterThanOrEqual(READABLE);
});

test('a deck’s own grounds count', () => {
  const css = ':root{--paper:#036;--accent:#036}';
  expect(contrastOf('--accent', css, 'dark')).toBeGreaterThanOrEqual(READABLE);
});

test.each([
  ':root{--accent:light-dark(red,#00f)}',
  ':root{--accent:var(--unknown)}',
  ':root{--brand:light-dark(red,#00f);--accent:var(--brand)}',
  ':root{--accent:#9c160880}',
  ':root{--accent:currentColor}',
  ':root{--accent:}',
  ':root{--own:#00589b}',
  'a{content:";--accent:#00589b;"}',
])('%s is left as it is', (css) => {
  expect(readableOnBoth(css, theme)).toBe(css);
});

test('what follows a colour, and what is around it, stays', () => {
  const css = readableOnBoth('@media print{.x{--accent:#00589b!important;color:red}}', theme);
  expect(css).toBe('@media print{.x{--accent:light-dark(#00589b,#438cd3)!important;color:red}}');
});

describe('a deck’s own paper decides over its scheme', () => {
  test.each([
    [':root{--paper:#123}', 'dark'],
    [':root{--paper:#fdf6e3}', 'light'],
    [':root{--night:#123;--paper:var(--night)}', 'dark'],
    [':root{--paper:light-dark(#fff,#123)}', undefined],
    [':root{--paper:#fff}@media (prefers-color-scheme:dark){:root{--paper:#123}}', undefined],
    ['.x{--paper:#123}', undefined],
    ['', undefined],
  ])('%s: %s', (css, scheme) => {
    expect(fixedScheme(css)).toBe(scheme);
  });
});

test.each([
  ['var(--a)', '#123'],
  ['var(--b)', 'red'],
  ['var(--none,#456)', '#456'],
  ['var(--none)', undefined],
  ['var(--circle)', undefined],
  ['rgb(from var(--a) r g b)', 'rgb(from #123 r g b)'],
])('%s is resolved to %s', (value, plain) => {
  const variables = new Map([
    ['--a', '#123'],
    ['--b', 'light-dark(rgb(1 2 3), red)'],
    ['--circle', 'var(--circle)'],
  ]);
  expect(resolveVariables(value, variables, 'dark')?.trim()).toBe(plain);
});

describe.each(['folio', 'poster', 'blueprint', 'workshop', 'limelight'])('in %s', (name) => {
  test.each(['#0a7d55', '#ffb000', '#888', '#fff', '#000'])(
    'a company’s accent %s is readable',
    async (accent) => {
      const { css } = await loadTheme(name);
      const [sheet] = brandSheets({ accent: { values: [accent], from: 'deck.md', line: 1, column: 1 } });
      const own = readableOnBoth(sheet?.text ?? '', css);
      for (const scheme of ['light', 'dark'] as const) {
        const variables = variablesOf(css + own, scheme);
        for (const ground of ['--paper', '--ground']) {
          const [ink, under] = ['--accent', ground].map((each) =>
            opaqueColor(`var(${each})`, variables, scheme),
          );
          expect(ink && under ? contrastRatio(ink, under) : 0, `${scheme} ${ground}`).toBeGreaterThanOrEqual(
            READABLE,
          );
        }
      }
    },
  );
});
