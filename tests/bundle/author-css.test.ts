/** A deck's own CSS: addresses found and rewritten, imports taken in, mistakes placed. */
import { expect, test } from 'vitest';
import { type AuthorCss, bundleCss } from '../../server/bundle/css/author-css.ts';

function bundle(css: string, imports: Record<string, string> = {}): Promise<AuthorCss> {
  return bundleCss('css/deck.css', css, {
    read: (path) => imports[path],
    rewrite: ({ url, remote }) => (remote ? url : `P/${url}`),
  });
}

test.each([
  ['a path beside the style sheet', 'url(a.png)', 'url(P/css/a.png)'],
  ['a path above it', 'url(../img/a.png)', 'url(P/img/a.png)'],
  ['a path outside the deck’s folder', 'url("../../a.png")', 'url(P/../a.png)'],
  ['a path from the site’s root', 'url(/a.png)', 'url(P//a.png)'],
  ['a path with spaces', 'url("a b.png")', 'url("P/css/a b.png")'],
  ['another host', 'url(https://x.test/a.png)', 'url(https://x.test/a.png)'],
  ['a data address', 'url(data:image/gif;base64,AA)', 'url(data:image/gif;base64,AA)'],
])('%s is rewritten', async (_, value, result) => {
  const { css, problems } = await bundle(`.a{background-image:${value}}`);
  expect(css).toBe(`.a{background-image:${result}}`);
  expect(problems).toEqual([]);
});

test('the addresses of an image set are rewritten', async () => {
  const { css } = await bundle('.a{background-image:image-set("a.png" 1x, url(b.png) 2x)}');
  expect(css).toContain('image-set("P/css/a.png" 1x,"P/css/b.png" 2x)');
  expect(css.match(/[ab]\.png/g)).toHaveLength(css.match(/P\/css\/[ab]\.png/g)?.length ?? 0);
});

test('addresses in variables, fonts and filters are rewritten, parts of the page are not', async () => {
  const { css } = await bundle(
    '@font-face{font-family:x;src:url(x.woff2)}.a{--b:url(b.png);filter:url(#f);cursor:url(c.cur),auto}',
  );
  expect(css).toBe(
    '@font-face{font-family:x;src:url(P/css/x.woff2)}.a{--b:url(P/css/b.png);filter:url(#f);cursor:url(P/css/c.cur),auto}',
  );
});

test('a reference tells its place', async () => {
  const { references } = await bundle('.a {\n  color: red;\n  background: url(a.png);\n}');
  expect(references).toEqual([
    { url: 'css/a.png', kind: 'file', remote: false, file: 'css/deck.css', line: 3, column: 15 },
  ]);
});

test('an import is taken in, relative to its own folder and under its own condition', async () => {
  const { css, problems } = await bundle('@import "more/b.css" print;a{top:0}', {
    'css/more/b.css': '@import "../c.css";b{background:url(b.png)}',
    'css/c.css': 'i{left:0}',
  });
  expect(css).toBe('@media print{i{left:0}b{background:url(P/css/more/b.png)}}a{top:0}');
  expect(problems).toEqual([]);
});

test('imports that go in a circle end', async () => {
  const { css } = await bundle('@import "b.css";a{top:0}', { 'css/b.css': '@import "deck.css";b{top:0}' });
  expect(css).toContain('b{top:0}');
});

test('an import from another host is left out and reported', async () => {
  const { css, references } = await bundle('@import url("https://fonts.test/css?family=Lato");\na{top:0}');
  expect(css).toBe('a{top:0}');
  expect(references).toEqual([
    {
      url: 'https://fonts.test/css?family=Lato',
      kind: 'import',
      remote: true,
      file: 'css/deck.css',
      line: 1,
      column: 1,
    },
  ]);
});

test('a missing import is a problem of the file that names it', async () => {
  const { css, problems } = await bundle('/* no */\n@import "gone.css";\na{top:0}');
  expect(css).toBe('a{top:0}');
  expect(problems).toEqual([
    {
      file: 'css/deck.css',
      line: 2,
      column: 1,
      leavesOut: true,
      reason: 'there is no style sheet `css/gone.css` to import',
    },
  ]);
});

test('an import with a version is found', async () => {
  const { css, problems } = await bundle('@import "b.css?v=2";', { 'css/b.css': 'b{top:0}' });
  expect(css).toBe('b{top:0}');
  expect(problems).toEqual([]);
});

test('imports that cannot become one sheet are told, and nobody is taken down', async () => {
  const imports = '@import "b.css" layer(x) screen;\n@import "b.css" layer(y) print;\na{top:0}';
  const { css, problems } = await bundle(imports, { 'css/b.css': 'b{top:0}' });
  expect(css).toBe('');
  expect(problems).toEqual([
    expect.objectContaining({
      file: 'css/deck.css',
      leavesOut: true,
      reason: 'the style sheet cannot be read: Unsupported layer combination in @import',
    }),
  ]);
});

test('a mistake is skipped as browsers do, and told with its place', async () => {
  const { css, problems } = await bundle('a{top:0}\n\nb > > i {\n  top: 0 }\nu{left:0}');
  expect(css).toBe('a{top:0}u{left:0}');
  expect(problems).toEqual([
    { file: 'css/deck.css', line: 3, column: 5, reason: 'Invalid dangling combinator in selector' },
  ]);
});

test('a mistake in an import names that file', async () => {
  const { problems } = await bundle('@import "b.css";', { 'css/b.css': 'a{top:0}\n..x{top:0}' });
  expect(problems).toMatchObject([{ file: 'css/b.css', line: 2 }]);
});

test('an unclosed file is not lost', async () => {
  const { css } = await bundle('.a{top:0');
  expect(css).toBe('.a{top:0}');
});

test('a font’s files for browsers of long ago are passed over', async () => {
  const { css, references, problems } = await bundle(`@font-face {
    font-family: x;
    src: url('x.eot');
    src: url('x.eot?#iefix') format('embedded-opentype'), url('x.woff2') format('woff2'), url('x.woff') format('woff'),
      url('x.ttf') format('truetype'), url('x.svg#x') format('svg');
  }`);
  expect(css).toBe('@font-face{font-family:x;src:url(P/css/x.woff2)format("woff2")}');
  expect(references.map(({ url }) => url)).toEqual(['css/x.woff2']);
  expect(problems).toEqual([]);
});

test.each([
  ['url(x.woff2) format("woff2"), url(x.ttf) format("truetype")', ['css/x.woff2', 'css/x.ttf']],
  ['local(X), url("x.eot?"), url(x.ttf)', ['css/x.ttf']],
  ['url(x.otf#f)', ['css/x.otf#f']],
])('of a font without a WOFF2, %s is asked for', async (sources, urls) => {
  const { references } = await bundleCss('css/deck.css', `@font-face{font-family:x;src:${sources}}`, {
    read: () => undefined,
    isThere: (path) => path !== 'css/x.woff2',
    rewrite: ({ url }) => url,
  });
  expect(references.map(({ url }) => url)).toEqual(urls);
});
