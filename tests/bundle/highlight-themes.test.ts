/** Code themes by every name that decks use for them. */
import { expect, test } from 'vitest';
import { highlightThemeNames, loadHighlightTheme } from '../../server/bundle/css/highlight-themes.ts';
import { loadTheme, themeNames, UnknownThemeError } from '../../server/bundle/css/themes.ts';

test('the folder base16 is listed, minified copies are not', () => {
  const names = highlightThemeNames();
  expect(names).toContain('github');
  expect(names).toContain('base16/zenburn');
  expect(names.filter((name) => name.includes('.min'))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test('every one loads, and loads nothing else', async () => {
  for (const name of highlightThemeNames()) {
    const css = await loadHighlightTheme(name);
    expect(css, name).toContain('.hljs');
    expect(css, name).not.toMatch(/url\(|@import|https?:/);
  }
});

test.each([
  ['monokai.css', 'monokai'],
  ['monokai.min.css', 'monokai'],
  ['zenburn', 'base16/zenburn'],
  ['base16/zenburn.css', 'base16/zenburn'],
  ['solarized-dark', 'base16/solarized-dark'],
  ['gruvbox-dark', 'base16/gruvbox-dark-medium'],
  ['kimbie.dark', 'kimbie-dark'],
  ['GitHub', 'github'],
])('%s means %s', async (written, name) => {
  expect(await loadHighlightTheme(written)).toBe(await loadHighlightTheme(name));
});

test('an unknown name suggests the nearest', async () => {
  const error = await loadHighlightTheme('zenbrun').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnknownThemeError);
  expect(error).toMatchObject({
    message: 'There is no highlight theme named "zenbrun".',
    nearest: 'zenburn',
  });
});

test('each theme’s default exists', async () => {
  for (const name of themeNames) {
    const { highlightTheme } = await loadTheme(name);
    if (highlightTheme !== '') expect(highlightThemeNames(), name).toContain(highlightTheme);
  }
});
