/** CSS of a page, moved into a shadow root. */
import { expect, test } from 'vitest';
import { fontFacesOf, scopeToHost } from '../../server/bundle/css/scope.ts';
import { loadTheme, themeNames } from '../../server/bundle/css/themes.ts';

test.each([
  [':root{--a:1}', ':host{--a:1}'],
  ['html,body{color:red}', ':host,:host{color:red}'],
  ['html body .a{color:red}', ':host .a{color:red}'],
  ['body.dark .a>b{color:red}', ':host(.dark) .a>b{color:red}'],
  [':root:has(.x) .y{color:red}', ':host(:has(.x)) .y{color:red}'],
  ['.reveal-viewport{background:red}', ':host{background:red}'],
  ['.reveal h1{color:red}', '.reveal h1{color:red}'],
  ['@media (width>1px){:root{--a:1}}', '@media (width>1px){:host{--a:1}}'],
  ['@supports (color:red){:root{--a:1}}', '@supports (color:red){:host{--a:1}}'],
  ['@page{margin:0}a{color:red}', 'a{color:red}'],
  ['@media print{a{color:red}}b{color:red}', 'b{color:red}'],
  ['html.print-pdf .a{color:red}', ''],
  ['.reveal-scroll .a,.b{color:red}', '.b{color:red}'],
])('%s becomes %s', (css, scoped) => {
  expect(scopeToHost(css)).toBe(scoped);
});

const face = '@font-face{font-family:Own;src:url(own.woff2)format("woff2")}';

test.each([
  [`a{color:red}${face}:root{--a:1}`, face],
  [
    '@font-face{font-family:Own;src:local(Own)}@keyframes x{to{color:red}}',
    '@font-face{font-family:Own;src:local(Own)}',
  ],
  [`@media (width>1px){${face}a{color:red}}`, `@media (width>1px){${face}}`],
  ['a{font-family:Own}', ''],
  ['', ''],
])('the font faces of %s are %s, which a shadow root has not', (css, faces) => {
  expect(fontFacesOf(css)).toBe(faces);
  expect(scopeToHost(css)).not.toContain('@font-face');
});

test.each(themeNames)('%s speaks of no page in a shadow root', async (name) => {
  const scoped = scopeToHost((await loadTheme(name)).css);
  expect(scoped).toContain(':host{');
  expect(scoped).not.toMatch(/:root|reveal-viewport|(^|[},])(html|body)\b|@media print/);
});
