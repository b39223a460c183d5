/** Plain colours for browsers without `light-dark()`: what is made of rules, and of the theme. */
import { expect, test } from 'vitest';
import { schemeVariables, withPlainColours } from '../../server/bundle/css/plain-colours.ts';
import { loadTheme } from '../../server/bundle/css/themes.ts';

const page = schemeVariables(
  ':root{--ink:light-dark(#000,#fff);--head:var(--ink);--size:1px}.a{--b:light-dark(red,#00f)}',
);
const not = '@supports not (color:light-dark(#000,#fff))';

test('the variables of the page that depend on the scheme are found, also those that refer to others', () => {
  expect([...page]).toEqual([
    ['--ink', 'light-dark(#000,#fff)'],
    ['--head', 'var(--ink)'],
  ]);
});

test.each([
  ['a value', 'a{color:light-dark(red,#00f)}', `${not}{a{color:red}}`],
  ['a part of a value', 'a{border:1px solid light-dark(red,#00f)}', `${not}{a{border:1px solid red}}`],
  ['a variable, important', 'a{--b:light-dark(red,#00f)!important}', `${not}{a{--b:red!important}}`],
  ['a scheme that follows the viewer', ':root{color-scheme:light dark}', `${not}{:root{color-scheme:light}}`],
  ['the other scheme', '.dark{color-scheme:dark}', `${not}{.dark{--ink:#fff;--head:var(--ink)}}`],
  ['the same scheme', '.light{color-scheme:light}', ''],
  ['no scheme', 'a{content:"}"}', ''],
])('light: %s', (_, css, plain) => {
  expect(withPlainColours(css, 'light', page)).toBe(css + plain);
});

test('dark: the dark colours are the plain ones, and a light part has the light ones', () => {
  expect(withPlainColours('a{color:light-dark(red,#00f)}.light{color-scheme:light}', 'dark', page)).toBe(
    `a{color:light-dark(red,#00f)}${not}{a{color:#00f}}.light{color-scheme:light}${not}{.light{--ink:#000;--head:var(--ink)}}`,
  );
});

test('every colour of the theme has a plain one', async () => {
  const { css } = await loadTheme('lectern');
  const variables = schemeVariables(css);
  expect(variables.get('--paper')).toBe('light-dark(#fffefb,#161412)');
  const [, ...blocks] = withPlainColours(css, 'light', variables).split(`${not}{:root{`);
  const plain = blocks.map((block) => block.split('}')[0]).join(';');
  for (const [name, value] of variables)
    if (value.startsWith('light-dark(')) expect(plain).toMatch(new RegExp(`(^|;)${name}:#\\w+(;|$)`));
});
