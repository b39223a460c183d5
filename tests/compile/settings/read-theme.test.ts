/** A theme that is a folder, or a package: found where a deck names it, under the deck's own, and told where it is wrong. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkSite } from '../../../server/check/check-site.ts';
import { openSite } from '../../../server/site/load.ts';
import type { Site } from '../../../server/site/site.ts';
import { drawPicture } from '../../bench/picture.ts';
import type { Files } from '../../setup/folder.ts';
import { siteMaker, type TestSite, textAt } from '../../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

const FONT = readFileSync(
  join(
    import.meta.dirname,
    '../../../node_modules/@fontsource-variable/sora/files/sora-latin-wght-normal.woff2',
  ),
);

/** The files of a theme that has one of everything. */
function themeAt(folder: string): Files {
  return {
    [`${folder}/theme.yml`]:
      'base: folio\naccent: "#0a7d55"\nfont: fonts/Brand[wght].woff2\nlogo: logo.png\nfooter: "![](logo.png) Acme"\n',
    [`${folder}/theme.css`]:
      ':root { --gap: 71px; --rule: #123456; }\n.reveal section.brand-hero { background: url(hero.png); }\n',
    [`${folder}/fonts/Brand[wght].woff2`]: FONT,
    [`${folder}/logo.png`]: drawPicture(1),
    [`${folder}/hero.png`]: drawPicture(2),
  };
}

/** Puts files together. */
function all(files: readonly Files[]): Files {
  return Object.assign({}, ...files) as Files;
}

/** What is told of a site, as `file:line:column reason hint`. */
function told({ decks }: Site): string[] {
  return decks.flatMap(({ diagnostics }) =>
    diagnostics.map(
      ({ file, line, column, reason, hint }) => `${file}:${line}:${column} ${reason} | ${hint}`,
    ),
  );
}

/** What `check` adds. */
async function checked({ options, load }: TestSite): Promise<string[]> {
  const { site } = await load();
  const found = await checkSite(site, await openSite(options));
  return [...told(site), ...found.map(({ reason, hint }) => `${reason} | ${hint}`)];
}

/** The addresses that a page's or a style sheet's text names in `url()` and `src`, as those of the site. */
function addressesOn(text: string, page: string): string[] {
  const written = [...text.matchAll(/url\("?([^")]+)"?\)|\ssrc="([^"]+)"/g)].map(
    ([, one, other]) => one ?? other ?? '',
  );
  return [...new Set(written)]
    .filter((url) => !url.startsWith('data:'))
    .map((url) => decodeURIComponent(new URL(url, `http://x${page}`).pathname));
}

test('a theme’s folder is found from each place, and all that it names is on the page', async () => {
  const deck = (theme: string) => `---\ntheme: ${theme}\n---\n# A\n\n---\n\n- one\n- two`;
  const { load } = siteOf({
    ...all(
      [
        ...['beside/brand', 'bare/brand', 'brand', 'node_modules/@acme/theme', 'own/node_modules/acme'],
        'node_modules/acme-2',
      ].map(themeAt),
    ),
    'beside/deck.md': deck('./brand'),
    'bare/deck.md': deck('brand'),
    'above/deck.md': deck('{ base: ../brand }'),
    'root/deck.md': deck('brand'),
    'file.md': deck('./brand'),
    'scoped/deck.md': deck('"@acme/theme"'),
    'own/deck.md': deck('acme'),
    'package.md': deck('acme-2'),
  });
  const { site } = await load();
  expect(told(site)).toEqual([]);
  const shelf = textAt(site, '/');
  for (const name of ['beside', 'bare', 'above', 'root', 'file', 'scoped', 'own', 'package']) {
    const page = textAt(site, `/${name}/`);
    expect(page).toContain('--gap:71px');
    expect(page).toContain('Brygada');
    for (const each of [page, textAt(site, `/${name}/speaker`)]) {
      const named = addressesOn(each, `/${name}/`).filter((address) => /Brand/.test(address));
      expect(named, name).toHaveLength(1);
      for (const address of named) expect(site.resources.has(address), address).toBe(true);
    }
    const pictures = addressesOn(page, `/${name}/`).filter((address) => /logo|hero/.test(address));
    // The logo is in the corner and in the footer, at two addresses where it is borrowed.
    expect(new Set(pictures.map((address) => /logo|hero/.exec(address)?.[0])).size, name).toBe(2);
    for (const address of pictures) expect(site.resources.has(address), address).toBe(true);
  }
  const faces = addressesOn(shelf, '/').filter((address) => /Brand/.test(address));
  // Two decks have the same theme's.
  expect(faces).toHaveLength(7);
  for (const address of faces) expect(site.resources.has(address), address).toBe(true);
});

test('a package above the served folder is read, and so is one that is a link there', async () => {
  const { folder, options, load } = siteOf({
    ...themeAt('node_modules/acme-theme'),
    ...themeAt('packages/linked'),
    'node_modules/@acme/linked': { link: '../../packages/linked' },
    'talks/a/deck.md': '---\ntheme: acme-theme\n---\n# A',
    'talks/b.md': '---\ntheme: "@acme/linked"\n---\n# B',
  });
  const { site, compiled } = await load({ ...options, path: folder.at('talks') });
  expect(told(site)).toEqual([]);
  expect(compiled).toEqual(['a/deck.md', 'b.md']);
  for (const page of ['/a/', '/b/']) {
    const named = addressesOn(textAt(site, page), page).filter((each) => /Brand|logo|hero/.test(each));
    expect(named.length).toBe(3);
    for (const each of named) expect(site.resources.has(each), each).toBe(true);
    expect(textAt(site, page)).not.toContain(folder.path);
  }
  // From the cache while nothing has changed, and compiled anew after a save.
  expect((await load({ ...options, path: folder.at('talks') })).compiled).toEqual([]);
  folder.write({ 'packages/linked/theme.css': ':root { --gap: 72px; }' });
  expect((await load({ ...options, path: folder.at('talks') })).compiled).toEqual(['b.md']);
});

test('what a deck says is stronger than its theme’s folder, and that is stronger than its base', async () => {
  const { site } = await siteOf({
    'brand/theme.yml': 'base: folio\naccent: "#0a7d55"\nground: "#ffffff"\nfooter: Ours\n',
    'brand/theme.css': ':root { --accent: #111111; --ink: #222222; }',
    'site.yml': 'defaults: { theme: { base: brand, ground: "#fafafa" } }',
    'a/deck.md': '---\ncss: own.css\nfooter: Mine\n---\n# A\n\n---\n\n- one\n- two',
    'a/own.css': ':root { --ink: #333333; }',
  }).load();
  const page = textAt(site, '/a/');
  const last = (name: string) => [...page.matchAll(new RegExp(`--${name}:([^;}]+)`, 'g'))].at(-1)?.[1];
  expect(told(site)).toEqual([]);
  // The styles of the folder come after its settings, and both before what the site and the deck say.
  expect(last('accent')).toBe('#111');
  expect(last('paper')).toBe('#fafafa');
  expect(last('ink')).toBe('#333');
  expect(page).toContain('Mine');
  expect(page).not.toContain('Ours');
});

test('a deck that names another theme leaves its site’s folder', async () => {
  const { site } = await siteOf({
    ...themeAt('brand'),
    'site.yml': 'defaults: { theme: brand }',
    'a/deck.md': '---\ntheme: poster\n---\n# A',
  }).load();
  expect(told(site)).toEqual([]);
  expect(textAt(site, '/a/')).not.toContain('71px');
});

test('a theme of site.yml is beside it, whatever a deck’s slides say of themes', async () => {
  const { site } = await siteOf({
    'site.yml': 'defaults: { theme: ./brand }',
    'brand/theme.css': ':root { --gap: 71px; }',
    'a/deck.md': '# A\n\n```yaml\ntheme: ./brand\n```',
    'a/brand/theme.css': ':root { --gap: 99px; }',
  }).load();
  expect(textAt(site, '/a/')).toContain('--gap:71px');
});

test('a class that the theme’s styles put on slides is a layout, to which no other is added', async () => {
  const site = siteOf({
    ...themeAt('a/brand'),
    'a/deck.md': [
      '---\ntheme: ./brand\n---\n# A',
      '{.brand-hero}\n\n# Alone',
      '# Alone',
      '{.brand-hreo}\n\n# Misspelt',
      '## Text\n\nwords {.brand-hero}\n\nmore',
      '## Text\n\n{brand-hero}\n\nmore',
    ].join('\n\n---\n\n'),
  });
  const { site: loaded } = await site.load();
  const page = textAt(loaded, '/a/');
  expect(page).toMatch(/<section(?![^>]*data-kind)[^>]*class="brand-hero"/);
  expect(page.match(/data-kind="section"/g)?.length).toBeGreaterThanOrEqual(1);
  expect(await checked(site)).toEqual(
    [
      '`{brand-hero}` is text | Did you mean `{.brand-hero}`?',
      'the class `brand-hreo` does nothing | Did you mean `brand-hero`?',
      'the class `brand-hero` does nothing here: it is for a slide | Write `{.brand-hero}` on the slide’s first line, with a blank line behind it.',
    ].map((each) => expect.stringContaining(each)),
  );
});

/** A deck’s `theme`, further files, of which `a/` is the deck’s folder, and what is told. */
const FAULTS: readonly (readonly [theme: string, files: Files, expected: string])[] = [
  [
    'theme: ./brnd',
    {},
    'a/deck.md:2:1 there is no folder `./brnd` | Correct the path, which is relative to this file; `lectern new --theme NAME` makes a theme.',
  ],
  [
    'theme: { base: ./brand }',
    { 'a/brand/notes.txt': 'x' },
    'a/deck.md:2:10 the folder `./brand` is no theme: it has neither theme.yml nor theme.css | Write one of them; `lectern new --theme NAME` makes a theme with both.',
  ],
  [
    'theme: ./brand/theme.yml',
    { 'a/brand/theme.yml': '' },
    'a/deck.md:2:1 `./brand/theme.yml` is no folder | Name the folder that has the theme’s files.',
  ],
  [
    'theme: "@acme/theme"',
    {},
    'a/deck.md:2:1 there is no package `@acme/theme` | Install it where the deck lies: `npm install @acme/theme`.',
  ],
  [
    'theme: acme',
    { 'node_modules/acme/index.js': '' },
    'a/deck.md:2:1 the package `acme` is no theme: it has neither theme.yml nor theme.css | Write one of them; `lectern new --theme NAME` makes a theme with both.',
  ],
  [
    'theme: ../../outside',
    { '../outside/theme.css': '' },
    'a/deck.md:2:1 the folder `../../outside` lies, or leads, outside of the folder that is served | Serve the folder around both, copy it beside the decks, or install it as a package.',
  ],
  [
    'theme: ./brand',
    { 'a/brand': { link: '../../outside' } },
    'a/deck.md:2:1 the folder `./brand` lies, or leads, outside of the folder that is served | Serve the folder around both, copy it beside the decks, or install it as a package.',
  ],
  [
    'theme: acme',
    { 'node_modules/acme': { link: '../../../outside' } },
    'a/deck.md:2:1 the package `acme` is a link that leads out of the folder that is served | Install a copy of it in place of the link: `npm install --install-links` with its path.',
  ],
  [
    'theme: seriph',
    { 'node_modules/seriph/index.js': '' },
    'a/deck.md:2:8 there is no theme `seriph` | It is a theme of Slidev; the nearest here is',
  ],
  ['theme: lectrn', {}, 'a/deck.md:2:8 there is no theme `lectrn` | Did you mean `lectern`?'],
  [
    'theme: ./brand',
    { 'a/brand/theme.yml': 'base: folio\nacent: "#0a7d55"' },
    'a/brand/theme.yml:2:1 `theme` knows no `acent` | Did you mean `accent`?',
  ],
  [
    'theme: ./brand',
    { 'a/brand/theme.yml': 'base: folio\naccent: greenish' },
    'a/brand/theme.yml:2:1 `accent: greenish` is no colour | It takes a colour such as `"#0a7d55"`, or two, for light and dark.',
  ],
  [
    'theme: ./brand',
    { 'a/brand/theme.yml': 'base: foli' },
    'a/brand/theme.yml:1:1 there is no theme `foli` | Did you mean `folio`?',
  ],
  [
    'theme: ./brand',
    { 'a/brand/theme.yml': '# ours\nbase: ../other' },
    'a/brand/theme.yml:2:1 a theme’s folder builds on a theme of Lectern or reveal.js, not on `../other` | Give `base` the name of one that the guide lists.',
  ],
  [
    'theme: ./brand',
    { 'a/brand/theme.yml': '- folio' },
    'a/brand/theme.yml:1:1 this must be a mapping | Write lines such as `base: folio` and `accent: "#0a7d55"`.',
  ],
  ['theme: ./brand', { 'a/brand/theme.yml': 'base: folio\naccent: [' }, 'a/brand/theme.yml:2:'],
  [
    'theme: ./brand',
    { 'a/brand/theme.yml': 'base: 3' },
    'a/brand/theme.yml:1:1 `base` of `theme` cannot be 3 | It takes the name of a theme, or its folder.',
  ],
  [
    'theme: ./brand',
    { 'a/brand/theme.yml': 'logo: lgo.png', 'a/brand/logo.png': drawPicture(1) },
    "a/brand/theme.yml:1:1 there is no picture `brand/lgo.png` in the deck's folder | Did you mean `brand/logo.png`?",
  ],
  [
    'theme: ./brand',
    { 'a/brand/theme.yml': 'base: folio\nfooter: "{x}"' },
    'a/brand/theme.yml:2:1 `footer` knows no `{x}`',
  ],
  [
    'theme: ./brand',
    { 'a/brand/theme.css': 'p { color: red }\n.x { background: url(../../../outside/secret.png) }' },
    'a/brand/theme.css:2:18 there is no picture `../../outside/secret.png` that could be served | Put the file beside the style sheet, or correct its name.',
  ],
  [
    'theme: ./brand',
    {
      'a/brand/theme.css': '.x { background: url(secret.png) }',
      'a/brand/secret.png': { link: '../../../outside/secret.png' },
    },
    "a/brand/theme.css:1:18 there is no picture `brand/secret.png` in the deck's folder",
  ],
  [
    'theme: acme',
    { 'node_modules/acme/theme.css': '.x { background: url(../../../../outside/secret.png) }' },
    'node_modules/acme/theme.css:1:18 there is no picture `../../outside/secret.png` that could be served',
  ],
];

test('what is wrong is told, once, at its place, and the deck is shown', async () => {
  const decks = FAULTS.map(([theme, files], i) => {
    const own = Object.entries(files).map(([path, content]) => [
      path.startsWith('../')
        ? path.slice(3)
        : `talks/${path.startsWith('a/') ? `${i}${path.slice(1)}` : `${i}/${path}`}`,
      content,
    ]);
    return { [`talks/${i}/deck.md`]: `---\n${theme}\n---\n# A`, ...Object.fromEntries(own) };
  });
  const { folder, options, load } = siteOf({
    'outside/secret.png': drawPicture(1),
    'outside/theme.css': ':root { --gap: 99px; }',
    ...all(decks),
  });
  const { site } = await load({ ...options, path: folder.at('talks') });
  for (const [i, [theme, files, expected]] of FAULTS.entries()) {
    const { diagnostics = [] } = site.decks.find(({ name }) => name === String(i)) ?? {};
    const ofTheme = diagnostics
      .map(({ file, line, column, reason, hint }) => `${file}:${line}:${column} ${reason} | ${hint}`)
      // Of links that lead out, loading tells as well.
      .filter((each) => !/ is a link that leads out of \d+: /.test(each));
    const moved = expected.replace(/^(?:a|node_modules)\//, (way) =>
      way === 'a/' ? `${i}/` : `${i}/${way}`,
    );
    expect(ofTheme, `${theme} ${JSON.stringify(files)}`).toEqual([expect.stringContaining(moved)]);
    expect(textAt(site, `/${i}/`)).not.toContain('99px');
  }
  expect([...site.resources.keys()].filter((address) => address.includes('secret'))).toEqual([]);
});

test('a deck is compiled anew when a file of its theme changes, or its theme appears', async () => {
  const { folder, load } = siteOf({
    ...themeAt('brand'),
    'a/deck.md': '---\ntheme: ../brand\n---\n# A',
    'b.md': '---\ntheme: later\n---\n# B',
    'c.md': '---\ntheme: "@acme/later"\n---\n# C',
    'd.md': '# D',
  });
  await load();
  expect((await load()).compiled).toEqual([]);
  folder.write({ 'brand/theme.yml': 'base: poster' });
  expect((await load()).compiled).toEqual(['a/deck.md']);
  folder.write({ 'brand/theme.css': ':root { --gap: 73px; }' });
  expect((await load()).compiled).toEqual(['a/deck.md']);
  folder.write({ 'later/theme.css': ':root { --gap: 74px; }' });
  expect((await load()).compiled).toEqual(['b.md']);
  folder.write({ 'node_modules/@acme/later/theme.css': ':root { --gap: 75px; }' });
  const { site, compiled } = await load();
  expect(compiled).toEqual(['c.md']);
  expect(textAt(site, '/c/')).toContain('--gap:75px');
});
