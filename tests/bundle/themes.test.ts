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

/** Returns an sRGB colour in OKLab, where distances are those that are seen. */
function perceived(rgb: readonly [number, number, number]): readonly [number, number, number] {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const along = (x: number, y: number, z: number) => x * (r ?? 0) + y * (g ?? 0) + z * (b ?? 0);
  const l = Math.cbrt(along(0.4122, 0.5363, 0.0514));
  const m = Math.cbrt(along(0.2119, 0.6807, 0.1074));
  const s = Math.cbrt(along(0.0883, 0.2817, 0.63));
  return [
    0.2105 * l + 0.7936 * m - 0.0041 * s,
    1.978 * l - 2.4286 * m + 0.4506 * s,
    0.0259 * l + 0.7828 * m - 0.8087 * s,
  ];
}

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
    const colours = ['--accent', '--blue', '--green'].map((name) => {
      const { r, g, b } = opaqueColor(variables.get(name) ?? '', variables, scheme) ?? { r: 0, g: 0, b: 0 };
      return perceived([r, g, b]);
    });
    for (const [one, other] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const apart = Math.hypot(
        ...[0, 1, 2].map((at) => (colours[one]?.[at] ?? 0) - (colours[other]?.[at] ?? 0)),
      );
      expect(apart, `series ${one + 1} and ${other + 1}`).toBeGreaterThan(0.125);
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
