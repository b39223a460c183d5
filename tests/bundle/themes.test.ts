/** The themes: each loads nothing from elsewhere, and names faces that are installed. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { opaqueColor, variablesOf } from '../../server/bundle/css/css-variables.ts';
import { loadTheme, themeNames, UnknownThemeError } from '../../server/bundle/css/themes.ts';
import { contrastRatio } from '../../server/deck/model/colours.ts';
import { OWN_THEMES } from '../../server/deck/model/own-themes.ts';

const { resolve } = createRequire(import.meta.url);
const THEMES = join(import.meta.dirname, '../../client/themes');

test('every theme of reveal.js is there, and Lectern’s family comes first', () => {
  const shipped = readdirSync(dirname(resolve('reveal.js/theme/black.css')))
    .filter((file) => file.endsWith('.css'))
    .map((file) => file.slice(0, -'.css'.length));
  const own = ['lectern', 'folio', 'poster', 'blueprint', 'workshop', 'limelight'];
  const all = own.flatMap((name) => [name, `${name}-light`, `${name}-dark`]);
  expect(themeNames.slice(0, all.length)).toEqual(all);
  expect(themeNames.slice(all.length).toSorted()).toEqual(shipped.toSorted());
});

type Triple = readonly [number, number, number];

/** Returns a matrix times a vector. */
function times(rows: readonly Triple[], [x, y, z]: Triple): Triple {
  const along = ([a, b, c]: Triple = [0, 0, 0]) => a * x + b * y + c * z;
  return [along(rows[0]), along(rows[1]), along(rows[2])];
}

/** What eyes make of linear sRGB: all cones, and without one kind (Machado, Oliveira and Fernandes 2009). */
const EYES: Readonly<Record<string, readonly Triple[]>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.1523, 1.0526, -0.2049],
    [0.1145, 0.7863, 0.0992],
    [-0.0039, -0.0481, 1.052],
  ],
  deuteranopia: [
    [0.3673, 0.8606, -0.2279],
    [0.2801, 0.6725, 0.0474],
    [-0.0118, 0.0429, 0.9689],
  ],
  tritanopia: [
    [1.2555, -0.0767, -0.1788],
    [-0.0784, 0.9308, 0.1476],
    [0.0047, 0.6914, 0.3039],
  ],
};

/** Returns an sRGB colour in OKLab as such eyes see it; there, distances are those that are seen. */
function perceived(rgb: Triple, eyes: readonly Triple[]): Triple {
  const linear = (part: number) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const [r, g, b] = times(eyes, [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])]);
  const inGamut = (part: number) => Math.min(Math.max(part, 0), 1);
  const [l, m, s] = times(
    [
      [0.4122, 0.5363, 0.0514],
      [0.2119, 0.6807, 0.1074],
      [0.0883, 0.2817, 0.63],
    ],
    [inGamut(r), inGamut(g), inGamut(b)],
  );
  return times(
    [
      [0.2105, 0.7936, -0.0041],
      [1.978, -2.4286, 0.4506],
      [0.0259, 0.7828, -0.8087],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  );
}

/** The first five colours of charts, as their styles give them. */
const SERIES = [
  ...readFileSync(join(import.meta.dirname, '../../server/deck/features/charts/charts.css'), 'utf8').matchAll(
    /--chart-([1-5]):([^;]*);/g,
  ),
].map(([, , value = '']) => value);

describe.each([...new Set([...OWN_THEMES.values()].map(({ family }) => family))])('in %s', (family) => {
  test.each(['light', 'dark'] as const)('text is readable in its %s form', async (scheme) => {
    const { css } = await loadTheme(family);
    const variables = variablesOf(css, scheme);
    const colour = (name: string) => opaqueColor(variables.get(name) ?? '', variables, scheme);
    const ratio = (ink: string, ground: string) => {
      const [over, under] = [colour(ink), colour(ground)];
      return over && under ? contrastRatio(over, under) : 0;
    };
    for (const ground of ['--paper', '--ground']) {
      for (const ink of ['--ink', '--soft', '--accent'])
        expect(ratio(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(7);
      for (const ink of ['--green', '--blue', '--key'])
        expect(ratio(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(ratio('--ink', '--mark')).toBeGreaterThanOrEqual(7);
  });

  test.each(['light', 'dark'] as const)('series of a chart are told apart in its %s form', async (scheme) => {
    const variables = variablesOf((await loadTheme(family)).css, scheme);
    const plain = (value: string) => {
      const colour = opaqueColor(value, variables, scheme);
      if (!colour) throw new Error(`${value} is no colour of its own.`);
      return colour;
    };
    const colours = SERIES.map(plain);
    const paper = plain('var(--paper)');
    expect(colours).toHaveLength(5);
    for (const [at, colour] of colours.entries())
      expect(contrastRatio(colour, paper), `series ${at + 1} on paper`).toBeGreaterThanOrEqual(3);

    for (const [eyes, matrix] of Object.entries(EYES)) {
      const seen = colours.map(({ r, g, b }) => perceived([r, g, b], matrix));
      for (const [at, one] of seen.entries()) {
        for (const [before, other] of seen.slice(0, at).entries()) {
          // The first three are text as well, whose contrast leaves them little of what such eyes tell apart.
          if (eyes !== 'all cones' && at < 3) continue;
          const apart = Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
          expect(apart, `series ${before + 1} and ${at + 1}, ${eyes}`).toBeGreaterThan(0.125);
        }
      }
    }
  });

  test('its own part is small, and a deck loads two families at most', async () => {
    const { css, faces } = await loadTheme(family);
    expect(readFileSync(join(THEMES, 'own', `${family}.css`), 'utf8').length).toBeLessThan(4_000);
    expect(css).not.toContain('data-parts');
    expect(new Set(faces.map((face) => face.family)).size).toBeLessThanOrEqual(2);
  });
});

test.each(themeNames)('%s loads nothing and names its stand-ins', async (name) => {
  const theme = await loadTheme(name);
  expect(theme.css).toContain('--r-main-font');
  expect(theme.css).not.toMatch(/https?:|base64|@import|@font-face|\/\*/);
  for (const { family } of theme.faces) {
    expect(theme.css, family).toMatch(new RegExp(`${family}["']?,\\s*"${family} Fallback"`));
  }
});

test('a theme of reveal.js keeps its rules, and its slides their size', async () => {
  const black = await loadTheme('black');
  expect(black.css).toContain('.reveal h1{font-size:var(--r-heading1-size)}');
  expect(black).toMatchObject({
    slide: { width: 960, height: 700, margin: 0.04, center: true },
    dark: true,
    highlightTheme: 'monokai',
  });
});

test('lectern follows the viewer; lectern-light and lectern-dark do not', async () => {
  const [auto, light, dark] = await Promise.all(
    ['lectern', 'lectern-light', 'lectern-dark'].map((name) => loadTheme(name)),
  );
  expect(auto?.css).toMatch(/^:root\{[^}]*;color-scheme:light dark;/);
  expect(light?.css).toMatch(/^:root\{[^}]*;color-scheme:light;/);
  expect(dark?.css).toMatch(/^:root\{[^}]*;color-scheme:dark;/);
  expect([auto?.dark, light?.dark, dark?.dark]).toEqual(['auto', false, true]);
  expect(auto?.slide).toEqual({ width: 1280, height: 720, margin: 0.04, center: false, narrowWidth: 640 });
});

test('colours stay `light-dark()`, so that a slide can turn itself dark', async () => {
  const { css } = await loadTheme('lectern');
  expect(css).toContain('light-dark(');
  expect(css).not.toContain('--lightningcss');
});

test.each([
  ['balck', 'black'],
  ['whit', 'white'],
  ['lectern-drak', 'lectern-dark'],
  ['Moon', 'moon'],
])('there is no theme %s: %s is the nearest', async (name, nearest) => {
  const error = await loadTheme(name).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnknownThemeError);
  expect(error).toMatchObject({ message: `There is no theme named "${name}".`, nearest });
});

test.each(['toString', 'constructor', '../black', ''])(
  '"%s" is no theme, and nothing is near',
  async (name) => {
    const error = await loadTheme(name).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnknownThemeError);
  },
);
