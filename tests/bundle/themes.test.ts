/** The themes: each loads nothing from elsewhere, and names faces that are installed. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { loadTheme, themeNames, UnknownThemeError } from '../../server/bundle/css/themes.ts';

const { resolve } = createRequire(import.meta.url);

test('every theme of reveal.js is there, and Lectern’s three come first', () => {
  const shipped = readdirSync(dirname(resolve('reveal.js/theme/black.css')))
    .filter((file) => file.endsWith('.css'))
    .map((file) => file.slice(0, -'.css'.length));
  expect(themeNames.slice(0, 3)).toEqual(['lectern', 'lectern-light', 'lectern-dark']);
  expect(themeNames.slice(3).toSorted()).toEqual(shipped.toSorted());
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
