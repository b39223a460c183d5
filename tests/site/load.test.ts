/** What a start remembers of the one before, and what a change makes anew. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { rules } from '../../server/deck/model/rules.ts';
import type { Files } from '../setup/folder.ts';
import { hashedBodies, problemsOf, siteMaker, textAt } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

const two = {
  'a/deck.md': '---\ncss: own.css\n---\n# A\n\n![Pic](pic.png)',
  'a/own.css': '@import "part.css"; h1 { color: red }',
  'a/part.css': 'h2 { color: blue }',
  'a/pic.png': 'picture',
  'b.md': '# B\n\n[data](b.csv)',
  'b.csv': '1,2',
};

describe('remembering', () => {
  test('a second start compiles nothing and serves the same', async () => {
    const it = siteOf(two);
    const first = await it.load();
    const second = await it.load();
    expect([first.compiled, second.compiled]).toEqual([['a/deck.md', 'b.md'], []]);
    expect(hashedBodies(second.site)).toEqual(hashedBodies(first.site));
  });

  test.each<[string, Files, string[]]>([
    ['a deck', { 'b.md': '# B2' }, ['b.md']],
    ['a style sheet', { 'a/own.css': 'h1 { color: lime }' }, ['a/deck.md']],
    ['an imported style sheet', { 'a/part.css': 'h2 { color: lime }' }, ['a/deck.md']],
    ['a picture', { 'a/pic.png': 'other' }, []],
    ['a new picture that no deck names', { 'a/more.png': '' }, []],
    ['a deck’s reveal-md.json', { 'a/reveal-md.json': '{"title":"T"}' }, ['a/deck.md']],
    ['the folder’s reveal-md.json', { 'reveal-md.json': '{"theme":"sky"}' }, ['a/deck.md', 'b.md']],
    ['site.yml for all', { 'site.yml': 'defaults: {venue: Here}' }, ['a/deck.md', 'b.md']],
    ['site.yml for one deck', { 'site.yml': 'decks: {b: {venue: Here}}' }, ['b.md']],
    ['site.yml for none', { 'site.yml': 'title: Talks' }, []],
    ['a new deck', { 'c.md': '# C' }, ['c.md']],
  ])('of %s, a change compiles only what it must', async (_, change, compiled) => {
    const it = siteOf(two);
    await it.load();
    it.folder.write(change);
    expect((await it.load()).compiled).toEqual(compiled);
  });

  test('a missing picture that appears is served', async () => {
    for (const [name, picture] of [
      ['talk/deck.md', 'talk/new.png'],
      ['talk.md', 'new.png'],
    ] as const) {
      const it = siteOf({ [name]: '# A\n\n![Pic](new.png)' });
      const before = await it.load();
      it.folder.write({ [picture]: 'x' });
      const after = await it.load();
      expect(problemsOf(before.site)).toHaveLength(1);
      expect([problemsOf(after.site), after.site.resources.has('/talk/new.png')]).toEqual([[], true]);
    }
  });

  test('a missing style sheet that appears mends its deck', async () => {
    const it = siteOf({ 'a.md': '---\ncss: own.css\n---\n# A' });
    expect((await it.load()).site.decks[0]?.warnings).toHaveLength(1);
    it.folder.write({ 'own.css': '.mine { color: red }' });
    const { site } = await it.load();
    expect(site.decks[0]?.warnings).toEqual([]);
    expect(textAt(site, '/a/')).toContain('.mine{color:red}');
  });

  test('an include that changes is compiled in', async () => {
    const it = siteOf({
      'a/deck.html': '<section data-markdown="part.md"></section>',
      'a/part.md': '# One',
    });
    await it.load();
    it.folder.write({ 'a/part.md': '# Two' });
    expect(textAt((await it.load()).site, '/a/')).toContain('Two');
  });

  test('edited slides keep their ids', async () => {
    const it = siteOf({ 'a.md': '# First name\n\nThe words of this slide are always the same.' });
    await it.load();
    it.folder.write({ 'a.md': '# Second name\n\nThe words of this slide are always the same.' });
    expect(textAt((await it.load()).site, '/a/')).toContain('id="first-name"');
  });

  test('what is damaged is made anew', async () => {
    const it = siteOf(two);
    const { site } = await it.load();
    const memory = join(it.options.cacheDirectory, 'decks');
    for (const build of readdirSync(memory)) {
      for (const name of readdirSync(join(memory, build))) {
        // A file of its own: other caches may have this entry, too.
        rmSync(join(memory, build, name));
        writeFileSync(join(memory, build, name), 'damaged');
      }
    }
    const again = await it.load();
    expect(again.compiled).toEqual(['a/deck.md', 'b.md']);
    expect([...again.site.resources.keys()]).toEqual([...site.resources.keys()]);
  });

  test('a cache that can’t be written to costs only time', async () => {
    const it = siteOf(two);
    const cacheDirectory = it.folder.at('b.md');
    const { site } = await it.load({ cacheDirectory });
    expect([site.resources.get('/a/')?.status, existsSync(join(cacheDirectory, 'decks'))]).toEqual([
      200,
      false,
    ]);
  });
});

test('what every start loads imports no package', () => {
  const server = join(inject('buildDirectory'), 'server');
  const loaded = new Set(['./main.js']);
  const packages = new Set<string>();
  for (const file of loaded) {
    const code = readFileSync(join(server, file), 'utf8');
    for (const [, specifier = ''] of code.matchAll(
      /(?:^|[;\n])import(?:[\w*{}\s,$]+from)?\s*["']([^"']+)["']/g,
    )) {
      if (specifier.startsWith('./')) loaded.add(specifier);
      else if (!specifier.startsWith('node:')) packages.add(specifier);
    }
  }
  expect(loaded.size).toBeGreaterThan(1);
  expect([...packages]).toEqual([]);
});

describe('mistakes', () => {
  test('one deck’s mistake leaves the others', async () => {
    const { site } = await siteOf({
      'bad.md': '---\ntitle: "x\n---\n# Bad',
      'good.md': '# Good',
    }).load();
    const statuses = ['/bad/', '/good/'].map((address) => site.resources.get(address)?.status);
    expect(statuses).toEqual([500, 200]);
    expect(site.decks.map(({ errors }) => errors.length)).toEqual([1, 0]);
  });

  test.each<[string, Files, string]>([
    [
      'an unknown theme, at its place',
      { 'a.md': '---\ntitle: A\ntheme: blak\n---\n# theme: blak' },
      'a.md:3:8: there is no theme `blak`\n\n  1 | ---\n  2 | title: A\n> 3 | theme: blak\n    |        ^\n  4 | ---\n  5 | # theme: blak\n\n  Did you mean `black`?',
    ],
    [
      'an unknown theme of site.yml, at its place there',
      { 'site.yml': 'defaults:\n  theme: blak', 'a.md': '# A' },
      'site.yml:2:10: there is no theme `blak`\n\n  1 | defaults:\n> 2 |   theme: blak\n    |          ^\n\n  Did you mean `black`?',
    ],
    [
      'an unknown code theme',
      { 'a.md': '---\nhighlightTheme: monokia\n---\n```js\nlet a\n```' },
      'a.md:2:17: there is no highlight.js theme `monokia`\n\n  1 | ---\n> 2 | highlightTheme: monokia\n    |                 ^\n  3 | ---\n  4 | ```js\n\n  Did you mean `monokai`?',
    ],
    [
      'a theme from the network',
      { 'a.md': '---\ntheme: https://example.com/t.css\n---\n# A' },
      'a.md:2:8: the style sheet `https://example.com/t.css` comes from another server, and is left out\n\n  1 | ---\n> 2 | theme: https://example.com/t.css\n    |        ^\n  3 | ---\n  4 | # A\n\n  Decks work without the network: copy the style sheet beside the deck, and name the copy.',
    ],
    [
      'a style sheet that is not there',
      { 'a.md': '---\ncss:\n  - own.css\n---\n# A' },
      "a.md:3:5: the style sheet `own.css` can't be read, and is left out\n\n  1 | ---\n  2 | css:\n> 3 |   - own.css\n    |     ^\n  4 | ---\n  5 | # A\n\n  Name a file relative to this one, inside the folder that is served.",
    ],
    [
      'a theme of another tool, with the nearest here',
      { 'a.md': '---\ntheme: seriph\n---\n# A' },
      'a.md:2:8: there is no theme `seriph`\n\n  1 | ---\n> 2 | theme: seriph\n    |        ^\n  3 | ---\n  4 | # A\n\n  It is a theme of Slidev; the nearest here is `serif`, in which the deck is shown.',
    ],
    [
      'a style sheet from the network',
      { 'a.md': '---\ncss: https://example.com/t.css\n---\n# A' },
      'a.md:2:6: the style sheet `https://example.com/t.css` comes from another server, and is left out\n\n  1 | ---\n> 2 | css: https://example.com/t.css\n    |      ^\n  3 | ---\n  4 | # A\n\n  Decks work without the network: copy the style sheet beside the deck, and name the copy.',
    ],
  ])('%s is told, and the deck is served', async (_, files, message) => {
    const { site } = await siteOf(files).load();
    const [deck] = site.decks;
    expect(deck?.errors).toEqual([]);
    expect(deck?.warnings).toEqual([message]);
    expect(deck?.diagnostics.map(({ rule }) => rules[rule].severity)).toEqual(['error']);
    expect(site.resources.get('/a/')?.status).toBe(200);
  });

  test('an import that is not there, or from the network, is an error; the rest of its sheet is there', async () => {
    const { site } = await siteOf({
      'a.md': '---\ncss: own.css\n---\n# A',
      'own.css': '@import "gone.css";\n@import url(//fonts.test/css);\n.mine{color:red}',
    }).load();
    expect(site.decks[0]?.diagnostics).toEqual([
      {
        file: 'own.css',
        line: 1,
        column: 1,
        rule: 'style-sheet',
        reason: 'there is no style sheet `gone.css` to import',
        hint: 'The deck is shown without what it says; correct its name, or remove the line.',
      },
      {
        file: 'own.css',
        line: 2,
        column: 1,
        rule: 'style-sheet',
        reason: 'the style sheet `//fonts.test/css` comes from another server, and is left out',
        hint: 'Decks work without the network: copy the style sheet beside the deck, and name the copy.',
      },
    ]);
    expect(textAt(site, '/a/')).toContain('.mine{color:red}');
  });

  test('a style sheet outside of what is served is not read', async () => {
    const outside = siteOf({ 'a.md': '', 'secret.css': '.secret { color: red }' }).folder;
    const { site } = await siteOf({
      'a.md': `---\ncss: ../${outside.path.split('/').at(-1)}/secret.css\n---\n# A`,
      'b.md': '---\ncss: link.css\n---\n# B',
      'link.css': { link: outside.at('secret.css') },
    }).load();
    expect(site.decks.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule))).toEqual([
      'style-sheet',
      'style-sheet',
    ]);
    expect(textAt(site, '/a/') + textAt(site, '/b/')).not.toContain('.secret');
  });

  test('an own style sheet may take the theme’s place', async () => {
    const { site } = await siteOf({
      'a.md': '---\ntheme: my/own.css\n---\n# A',
      'my/own.css': '.own-theme { color: red }',
    }).load();
    expect(textAt(site, '/a/')).toContain('.own-theme{color:red}');
  });
});
