/** Settings from site.yml and reveal-md's files: which wins, and what is said of mistakes. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Files } from '../setup/folder.ts';
import { problemsOf, siteMaker, textAt } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

const load = async (files: Files) => (await siteOf(files).load()).site;

describe('layers', () => {
  const layers: Files = {
    'talk/deck.md': '---\ntitle: deck\n---\n# A',
    'site.yml': 'defaults: {title: defaults}\ndecks: {talk: {title: site}}',
    'talk/reveal-md.json': '{"title": "folder"}',
    'reveal-md.json': '{"title": "root"}',
  };
  const without = { 'talk/deck.md': '# A', 'site.yml': 'defaults: {title: defaults}' };

  test.each<[string, Files]>([
    ['deck', layers],
    ['site', { ...layers, 'talk/deck.md': '# A' }],
    ['folder', { ...layers, ...without }],
    ['root', { ...layers, ...without, 'talk/reveal-md.json': '{}' }],
    ['defaults', without],
  ])('of the title, that of the %s wins', async (title, files) => {
    expect((await load(files)).decks[0]?.title).toBe(title);
  });

  test('a file that the operator names takes the place of site.yml', async () => {
    const site = siteOf({
      'decks/a.md': '# A',
      'decks/site.yml': 'title: Inside',
      'else/my.yml': 'title: Elsewhere\ndefaults: {css: my.css}',
      'else/my.css': '.mine { color: red }',
    });
    const { site: loaded } = await site.load({
      path: site.folder.at('decks'),
      siteFile: site.folder.at('else/my.yml'),
    });
    expect(loaded.title).toBe('Elsewhere');
    expect(textAt(loaded, '/a/')).toContain('.mine{color:red}');
  });

  test('reveal.json sets reveal.js’s options', async () => {
    const site = await load({ 'a.md': '# A', 'reveal.json': '{"transition": "zoom"}' });
    expect(textAt(site, '/a/')).toContain('&quot;transition&quot;:&quot;zoom&quot;');
  });

  test('style sheets are relative to what names them, to the deck, or to the folder', async () => {
    const site = await load({
      'talk/deck.md': '---\ncss: [own.css, all.css]\n---\n# A',
      'reveal-md.json': '{"css": ["from-root.css", "deep.css"]}',
      'talk/own.css': '.own{color:red}',
      'all.css': '.all{color:red}',
      'from-root.css': '.root{color:red}',
      'talk/deep.css': '.deep{color:red}',
    });
    const page = textAt(site, '/talk/');
    for (const name of ['own', 'all', 'root', 'deep']) expect(page).toContain(`.${name}{color:red}`);
  });
});

describe('mistakes', () => {
  test.each([
    ['- a list', 'site.yml must be a mapping: lines such as `title: My talks`.'],
    [
      'title: "x',
      'site.yml:1:10: a quotation mark is not closed\n\n> 1 | title: "x\n    |          ^\n\n  Put the same mark at the end of the value.',
    ],
  ])('%j is refused', async (text, message) => {
    await expect(load({ 'a.md': '# A', 'site.yml': text })).rejects.toThrow(
      expect.objectContaining({ name: 'SiteError', message }),
    );
  });

  test('a site file that is not there is refused', async () => {
    const site = siteOf({ 'a.md': '# A' });
    const siteFile = site.folder.at('no.yml');
    await expect(site.load({ siteFile })).rejects.toThrow(
      `${siteFile} can't be read (ENOENT). Check the path, and that the server's user may read it.`,
    );
  });

  test('each is told with its place', async () => {
    const site = await load({
      'oscon13.md': '# A',
      'site.yml': 'titel: x\ndefaults:\n  themme: sky\ndecks:\n  oscon14: {}\n  oscon13: {date: [1]}\n',
    });
    expect(problemsOf(site).map((problem) => problem.split('\n')[0])).toEqual([
      'site.yml:1:1: `titel` is not a setting of a site',
      'site.yml:5:3: there is no deck `oscon14`',
      expect.stringMatching(/^site\.yml:6:13: `date` cannot be /),
      'site.yml:3:3: `themme` is not a setting',
    ]);
    expect(problemsOf(site)[1]).toMatch(/\n {2}Did you mean `oscon13`\?$/);
  });

  test('a folder that cannot be public is told', async () => {
    const first = async (value: string) => {
      const site = await load({ 'a.md': '# A', 'img/x.png': '', 'site.yml': `public: ${value}` });
      return [problemsOf(site).map((problem) => problem.split('\n')[0]), site.resources.has('/img/x.png')];
    };
    expect(await first('img')).toEqual([[], true]);
    expect(await first('[imgs]')).toEqual([
      ['site.yml:1:1: there is no folder `imgs` beside the decks'],
      false,
    ]);
    expect(await first('{ img: true }')).toEqual([
      ['site.yml:1:1: `public` must be a list of folders'],
      false,
    ]);
  });

  test('a malformed reveal-md.json is its deck’s mistake', async () => {
    const site = await load({ 'a/deck.md': '# A', 'a/reveal-md.json': '{"title": ', 'b.md': '# B' });
    expect(site.decks.map(({ errors }) => errors[0]?.split(':')[0])).toEqual(['a/reveal-md.json', undefined]);
  });
});
