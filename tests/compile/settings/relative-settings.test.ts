/** Files that settings name are relative to the file in which the settings stand. */
import { afterEach, expect, test } from 'vitest';
import { drawPicture } from '../../bench/picture.ts';
import { siteMaker, textAt } from '../../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

test('a logo and a style sheet of site.yml stand beside it', async () => {
  const { site } = await siteOf({
    'site.yml': 'defaults:\n  css: brand/brand.css\n  footer: ["![](brand/logo.png)", "[Home](a/)"]\n',
    'brand/brand.css': '.mine { background: url(logo.png) }',
    'brand/logo.png': drawPicture(1),
    'a/deck.md': '# A\n\n---\n\n- one\n- two',
    'b.md': '# B\n\n---\n\n- one\n- two',
  }).load();
  expect(site.decks.map(({ diagnostics }) => diagnostics)).toEqual([[], []]);
  for (const deck of ['/a/', '/b/']) {
    const page = textAt(site, deck);
    const logo = /<div class="slide-footer"><div><img[^>]* src="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(site.resources.has(decodeURIComponent(new URL(logo, `http://x${deck}`).pathname))).toBe(true);
    expect(page).toContain('.mine{');
  }
});

test('what is not there is told where it is named', async () => {
  const { site } = await siteOf({
    'site.yml': 'defaults:\n  css: gone.css\n  footer: "![](lgo.png)"\n',
    'logo.png': drawPicture(1),
    'a/deck.md': '# A\n\n---\n\n- one\n- two',
  }).load();
  expect(
    site.decks[0]?.diagnostics.map(({ file, line, column, reason, hint }) => [
      file,
      line,
      column,
      reason,
      hint,
    ]),
  ).toEqual([
    ['site.yml', 3, 3, 'there is no picture `lgo.png` beside this file', 'Did you mean `logo.png`?'],
    [
      ...['site.yml', 2, 8, "the style sheet `gone.css` can't be read, and is left out"],
      'Name a file relative to this one, inside the folder that is served.',
    ],
  ]);
});

test('a site’s settings outside of what is served bring their logo', async () => {
  const { folder, options, load } = siteOf({
    'talks/a/deck.md': '# A\n\n---\n\n- one\n- two',
    'conf/site.yml': 'defaults: { footer: "![](logo.png)", theme: own.css }',
    'conf/own.css': '.mine { color: red }',
    'conf/logo.png': drawPicture(1),
  });
  const { site } = await load({ ...options, path: folder.at('talks'), siteFile: folder.at('conf/site.yml') });
  expect(site.decks[0]?.diagnostics).toEqual([]);
  const page = textAt(site, '/a/');
  const logo = /<div class="slide-footer"><div><img[^>]* src="([^"]+)"/.exec(page)?.[1] ?? '';
  expect(site.resources.has(new URL(logo, 'http://x/a/').pathname)).toBe(true);
  expect(page).toContain('.mine{');
});

test('a deck’s own logo stands beside the deck', async () => {
  const { site } = await siteOf({
    'a/deck.md': '---\nfooter: "![](logo.png)"\n---\n# A\n\n---\n\n- one\n- two',
    'a/logo.png': drawPicture(1),
  }).load();
  expect(site.decks[0]?.diagnostics).toEqual([]);
  expect(textAt(site, '/a/')).toContain('src="logo.png"');
});

test('a style sheet that a page links, and that is not there, is told at the link', async () => {
  const { site } = await siteOf({
    'a/index.html':
      '<html><head>\n<link rel="stylesheet" href="https://fonts.test/css">\n<link rel="stylesheet" href="gone.css">\n</head><body><section>A</section></body></html>',
  }).load();
  expect(
    site.decks[0]?.diagnostics.map(({ file, line, column, rule }) => [file, line, column, rule]),
  ).toEqual([
    ['a/index.html', 2, 30, 'style-sheet'],
    ['a/index.html', 3, 30, 'style-sheet'],
  ]);
});
