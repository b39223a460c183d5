/** Font families that two decks call the same, on a page that shows both. */
import { expect, test } from 'vitest';
import { familiesOf, renameFamilies, renameFamiliesIn } from '../../server/bundle/fonts/font-families.ts';

const css =
  '@font-face{font-family:Own Sans;src:url(own.woff2)}@font-face { src: url(b.woff2); font-family: "Own" }' +
  '.Own{font:700 1em/1.2 "Own",Own Sans,serif;--r-main-font:Own Sans;content:"Own"}.b{font-family:Owner,\'own\'}';

test('the families are those that have faces', () => {
  expect(familiesOf(css)).toEqual(['Own Sans', 'Own']);
  expect(familiesOf('.a { font-family: Own }')).toEqual([]);
});

test('their names get a mark wherever fonts are named, and nowhere else', () => {
  expect(renameFamilies(css, familiesOf(css), '_d1')).toBe(
    '@font-face{font-family:Own Sans_d1;src:url(own.woff2)}@font-face { src: url(b.woff2); font-family: "Own_d1" }' +
      '.Own{font:700 1em/1.2 "Own_d1",Own Sans_d1,serif;--r-main-font:Own Sans_d1;content:"Own"}.b{font-family:Owner,\'own_d1\'}',
  );
});

test('in HTML they get it in styles', () => {
  const html = '<style>p{font-family:Own}</style><p style="font-family: &quot;Own&quot;">font: Own</p>';
  expect(renameFamiliesIn(html, ['Own'], '_d1')).toBe(
    '<style>p{font-family:Own_d1}</style><p style="font-family: &quot;Own_d1&quot;">font: Own</p>',
  );
});
