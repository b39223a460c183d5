/** Contrast in decks with style sheets of their own: in both schemes, with their own variables. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { checkSite } from '../../server/check/check-site.ts';
import { loadSite, openSite } from '../../server/site/load.ts';
import { createCache, type TestCache } from '../setup/cache.ts';
import { createFolder } from '../setup/folder.ts';

let cache: TestCache;
beforeAll(() => {
  cache = createCache(inject('buildDirectory'));
});
afterAll(() => cache.remove());

/** What is told of a deck's contrast, each with its place. */
async function told(css: string, slides: string, theme = 'lectern'): Promise<string[]> {
  const folder = createFolder();
  const text = `---\ntheme: ${theme}\n${css === '' ? '' : 'css: own.css\n'}---\n\n${slides}\n`;
  folder.write({ 'talk/deck.md': text, 'talk/own.css': css });
  const options = { path: folder.path, buildDirectory: inject('buildDirectory'), cacheDirectory: cache.path };
  const site = await loadSite(options);
  const found = await checkSite(site, await openSite(options));
  folder.remove('');
  return found
    .filter(({ rule }) => rule === 'contrast')
    .map(({ file, line, column, reason }) => `${file}:${line}:${column}: ${reason}`);
}

const LINK = 'Words and [a link](https://example.org)';

test.each([
  ['the guide’s recipe, an accent given once', ':root { --accent: #00589b }', LINK],
  ['an accent in oklch()', ':root { --accent: oklch(40% 0.15 300) }', LINK],
  ['an accent by its name', 'html { --accent: rebeccapurple }', LINK],
  ['ink given once', ':root { --ink: #112 }', LINK],
  ['a dark paper given once, which turns the deck dark', ':root { --paper: #123 }', LINK],
  ['a light paper given once, which keeps the deck light', ':root { --paper: #fdf6e3 }', LINK],
  ['a slide with a ground of its own', '', `<!-- .slide: data-background-color="#123" -->\n\n${LINK}`],
  [
    'a slide that turns dark for a gradient',
    '',
    `<!-- .slide: class="dark" data-background-gradient="linear-gradient(#012, #234)" -->\n\n${LINK}`,
  ],
  ['a colour for each scheme', '', 'Words <!-- .element: style="color: light-dark(#333, #ccc)" -->'],
  [
    'a gradient on which words can be read somewhere',
    '',
    '<!-- .slide: data-background-gradient="linear-gradient(to right, #000, #fff 50%)" -->\n\nWords',
  ],
  ['a link that the deck’s rules colour', '.reveal a { color: #777 }', LINK],
])('nothing is said of %s', async (_, css, slides) => {
  expect(await told(css, slides)).toEqual([]);
});

test.each([
  [
    'an accent chosen for both schemes',
    ':root {\n  --accent: light-dark(#00589b, #00589c);\n}',
    LINK,
    'talk/own.css:2:3: with this `--accent`, links (`#00589c` on `#161412`) have a contrast of 2.5:1 for viewers with dark mode',
  ],
  [
    'paper for one scheme only',
    '@media (prefers-color-scheme: dark) { :root { --paper: #ddd } }',
    LINK,
    'talk/own.css:1:47: with this `--paper`, words (`#f5f1e8` on `#ddd`) have a contrast of 1.2:1 for viewers with dark mode',
  ],
  [
    'a dark colour written on an element',
    '',
    'Words <!-- .element: style="color: #333" -->',
    'talk/deck.md:5:36: `#333` on `#161412` has a contrast of 1.4:1 for viewers with dark mode',
  ],
  [
    'a variable of the deck written on an element',
    ':root { --brand: #333 }',
    'Words <!-- .element: style="color: var(--brand)" -->',
    'talk/deck.md:6:36: `var(--brand)` on `#161412` has a contrast of 1.4:1 for viewers with dark mode',
  ],
  [
    'a light gradient that turns nothing',
    '',
    '<!-- .slide: data-background-gradient="linear-gradient(135deg, #eee, #fff 80%)" -->\n\nWords',
    'talk/deck.md:5:40: `#f5f1e8` on `linear-gradient(135deg, #eee, #fff 80%)` has a contrast of 1.1:1 for viewers with dark mode',
  ],
])('%s is told where it is hard to read', async (_, css, slides, message) => {
  expect(await told(css, slides)).toEqual([message]);
});

test('a variable of a theme of reveal.js is told of', async () => {
  expect(await told(':root { --r-link-color: #9cf }', LINK, 'white')).toEqual([
    'talk/own.css:1:9: with this `--r-link-color`, links (`#9cf` on `#fff`) have a contrast of 1.6:1',
  ]);
  expect(await told(':root { --r-background-color: hsl(0 0% 20%) }', LINK, 'white')).toEqual([
    'talk/own.css:1:9: with this `--r-background-color`, words (`#222` on `#333`) have a contrast of 1.2:1',
  ]);
});
