/** A repository that was written for reveal-md: decks in nested folders, settings and files from above. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Site } from '../../server/site/site.ts';
import { bytesOf, siteMaker } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterAll(remove);

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';

const REPOSITORY = {
  'reveal-md.json': JSON.stringify({
    verticalSeparator: '^---v$',
    css: 'assets/css/own.css,node_modules/fancy/fancy.css',
    preprocessor: 'pre.js',
    template: 'page.html',
    revealOptions: { width: 1400 },
  }),
  'pre.js': 'throw new Error("never run")',
  'README.md': '# The course\n\n---\n\nHow to build it',
  'LICENSE.md': '# MIT\n\n---\n\n',
  'logo.svg': SVG,
  'unused.svg': SVG,
  'assets/css/own.css': '.reveal h2 { color: rgb(1 2 3) }',
  'node_modules/fancy/fancy.css': '.reveal h3 { color: rgb(4 5 6) }',
  'assets/wave.svg': SVG,
  'assets/unused.svg': SVG,
  'syllabus/README.md': '# What there is\n\nNo slides.',
  'syllabus/4-frame/img/frame.svg': SVG,
  'syllabus/4-frame/actors.md': [
    '---',
    'title: Actors',
    'description: "one',
    'two"',
    '---',
    '# Actors',
    '![up](../../assets/wave.svg) ![root](/assets/wave.svg) ![beside](img/frame.svg) ![logo](/logo.svg)',
    '[next](stage.md) [talk](../../talks/HARBOUR/README.md) [up](../../talks/HARBOUR/)',
    '---v',
    '## Below',
    'Note: whispered',
    '---',
    '## Right',
  ].join('\n'),
  'syllabus/4-frame/stage.md': '---\ntheme: white\n---\n# Stage',
  'talks/HARBOUR/README.md': '# Harbour\n\n![up](../../assets/wave.svg)\n\n---\n\n## Ships',
};

describe('a repository of reveal-md', () => {
  let site: Site;
  beforeAll(async () => {
    site = (await siteOf(REPOSITORY).load()).site;
  });
  const text = (address: string) => {
    const found = site.resources.get(address);
    return found ? Buffer.from(bytesOf(found)).toString('utf8') : '';
  };

  test('has each deck at its path, and README.md where it has slides', () => {
    const names = site.decks.map(({ name }) => name).sort();
    expect(names).toEqual(['syllabus/4-frame/actors', 'syllabus/4-frame/stage', 'talks/HARBOUR']);
    expect(site.decks.flatMap(({ errors }) => errors)).toEqual([]);
  });

  test('serves what decks refer to, and nothing else', () => {
    const files = [...site.resources.keys()].filter((address) => /\.(?!js)\w+$/.test(address));
    expect(files.filter((address) => !address.startsWith('/_/') && !/offline\.json$/.test(address))).toEqual([
      '/assets/wave.svg',
      // A file beside a single-file deck has two addresses.
      '/syllabus/4-frame/img/frame.svg',
      '/logo.svg',
      '/syllabus/4-frame/actors/img/frame.svg',
    ]);
  });

  test('has pages whose addresses are relative to them', () => {
    const page = text('/syllabus/4-frame/actors/');
    for (const address of ['../../../assets/wave.svg', 'img/frame.svg', '../../../logo.svg'])
      expect(page).toContain(`src="${address}"`);
    for (const address of ['../../../syllabus/4-frame/stage/', '../../../talks/HARBOUR/'])
      expect(page).toContain(`href="${address}"`);
    expect(page).toMatch(/src="\.\.\/\.\.\/\.\.\/_\/deck\.\w+\.js"/);
    expect(page).not.toContain('whispered');
    expect(text('/syllabus/4-frame/actors/speaker')).toContain('whispered');
    expect(text('/talks/HARBOUR/')).toContain('src="../../assets/wave.svg"');
  });

  test('takes settings from above, and the black theme where none is named', () => {
    const page = text('/syllabus/4-frame/actors/');
    for (const style of [
      '.reveal h2{color:#010203}',
      '.reveal h3{color:#040506}',
      '--r-background-color: ?#191919',
    ])
      expect(page).toMatch(new RegExp(style.replace(/[.{}]/g, '\\$&')));
    expect(page).toContain('1400');
    expect(text('/syllabus/4-frame/stage/')).toMatch(/--r-background-color: ?#fff/);
  });

  test('is told in one sentence each that nothing is preprocessed, and no template used', () => {
    const told = new Set(site.decks.flatMap(({ diagnostics }) => diagnostics.map(({ reason }) => reason)));
    expect([...told].sort()).toEqual(['`preprocessor` has no effect here', '`template` has no effect here']);
  });

  test('is grouped by folder on the index', () => {
    const index = text('/');
    expect(index.match(/<h2 class="folder">.*?(?=<.h2>)|href="\w[^"]*"/g)).toEqual([
      '<h2 class="folder"><span>syllabus / </span>4-frame',
      'href="syllabus/4-frame/actors/"',
      'href="syllabus/4-frame/stage/"',
      '<h2 class="folder">talks',
      'href="talks/HARBOUR/"',
    ]);
  });
});

test('a deck in a folder that holds back what was not shown holds back its files there, too', async () => {
  const { site } = await siteOf({
    'talks/secret/deck.md':
      '---\naudience: shown-only\n---\n# A\n\n---\n\n![P](plan.svg)\n\n---\n\n![Q](../more/q.svg)',
    'talks/secret/plan.svg': SVG,
    'talks/more/q.svg': SVG,
    'talks/open.md': '# B\n\n---\n\n# C',
  }).load();
  const readers = ['/talks/secret/plan.svg', '/talks/more/q.svg', '/talks/secret/'].map(
    (address) => site.resources.get(address)?.reader,
  );
  expect(readers).toEqual(['presenter', 'presenter', 'presenter']);
  expect(site.resources.get('/talks/open/')?.reader).toBe('anyone');
});

test('settings of reveal-md in one folder hold below it, and its root is that folder', async () => {
  const { site } = await siteOf({
    'theirs/reveal.json': '{"controls": false}',
    'theirs/slides/a.md': '# A\n\n![logo](/img/logo.svg) [next](/slides/d.md) [ours](/ours.md)',
    'theirs/slides/d.md': '# D',
    'theirs/img/logo.svg': SVG,
    'ours.md': '# B',
    'fronted.md': '---\nabsoluteUrl: https://talks.example\n---\n# C',
  }).load();
  const themeOf = (name: string) => {
    const page = site.resources.get(`/${name}/`);
    const [, colour] =
      /--r-background-color: ?([^;]+)/.exec(page ? Buffer.from(bytesOf(page)).toString() : '') ?? [];
    return colour;
  };
  expect(['theirs/slides/a', 'fronted'].map(themeOf)).toEqual(['#191919', '#191919']);
  expect(themeOf('ours')).not.toBe('#191919');
  expect(site.resources.has('/theirs/img/logo.svg')).toBe(true);
  const page = site.resources.get('/theirs/slides/a/');
  const links = (page ? Buffer.from(bytesOf(page)).toString() : '').match(/<a href="[^"]*"/g);
  expect(links).toEqual(['<a href="../../../theirs/slides/d/"', '<a href="../../../ours/"']);
});

test('the page of a nested deck that does not compile leads to the site', async () => {
  const { site } = await siteOf({ 'a/b/deck.md': '---\ntitle: [\n---\n# A', 'c.md': '# C' }).load();
  const pages = ['/a/b/', '/a/b/speaker'].map((address) => site.resources.get(address));
  for (const page of pages) {
    const html = page ? Buffer.from(bytesOf(page)).toString() : '';
    expect([page?.status, html.includes('href="../../"'), html.includes('url(../../_/')]).toEqual([
      500,
      true,
      true,
    ]);
  }
});
