/** Decks that bring scripts: what their pages load, what is told of mistakes, and what makes them stale. */
import { afterEach, describe, expect, test } from 'vitest';
import { siteMaker, textAt } from '../../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

/** The first bundle of a process loads Vite, which takes a while where other tests run beside. */
const DISK_TIMEOUT_MS = 60_000;

const deck = '---\nclient: main.ts\n---\n# Talk\n';

/** The address of a page's scripts. */
function scriptOf(site: Parameters<typeof textAt>[0], page: string): string {
  const [, address = ''] = / data-client="([^"]+)"/.exec(textAt(site, page)) ?? [];
  return address === '' ? '' : new URL(address, `http://lectern.invalid${page}`).pathname;
}

describe('a page', () => {
  test(
    'names the bundle of its deck’s files, packages and styles',
    async () => {
      const it = siteOf({
        'talk/deck.md': '---\nclient: [main.ts, more.ts]\n---\n# Talk\n',
        'talk/main.ts':
          "import './main.css';\nimport { word } from 'words';\nexport default (): string => word;",
        'talk/main.css': '.big { color: red; background: url(dot.png) }',
        'talk/dot.png': 'a picture',
        'talk/more.ts': 'const more: number = 41 + 1;\nexport default () => more;',
        'talk/node_modules/words/package.json':
          '{"name":"words","version":"1.0.0","type":"module","main":"a.js"}',
        'talk/node_modules/words/a.js': "export const word = 'from a package';",
      });
      const { site } = await it.load();
      const address = scriptOf(site, '/talk/');
      expect(address).toMatch(/^\/_\/client\.[\w-]+\.js$/);
      expect(textAt(site, address)).toContain('from a package');
      expect(textAt(site, address)).toContain('42');
      const [, picture = ''] = /\.big\{[^}]*url\(\.\.(\/_\/dot\.[^)]+)\)/.exec(textAt(site, '/talk/')) ?? [];
      expect(textAt(site, picture)).toBe('a picture');
      expect(site.resources.get('/talk/')?.headers['content-security-policy']).not.toContain('wasm');
    },
    DISK_TIMEOUT_MS,
  );

  test('without scripts names none', async () => {
    const { site } = await siteOf({ 'talk/deck.md': '# Talk' }).load();
    expect(textAt(site, '/talk/')).not.toContain('data-client');
  });

  test('may compile WebAssembly where its scripts do', async () => {
    const it = siteOf({
      'talk/deck.md': deck,
      'talk/main.ts': 'export default (bytes: BufferSource) => WebAssembly.compile(bytes);',
    });
    const { site } = await it.load();
    expect(site.resources.get('/talk/')?.headers['content-security-policy']).toContain("'wasm-unsafe-eval'");
  });
});

test('a deck is stale when a file that its scripts import is another', async () => {
  const it = siteOf({
    'talk/deck.md': deck,
    'talk/main.ts': "import { word } from './word.ts';\nexport default () => word;",
    'talk/word.ts': "export const word = 'before';",
  });
  const first = await it.load();
  expect((await it.load()).compiled).toEqual([]);
  it.folder.write({ 'talk/word.ts': "export const word = 'after';" });
  const second = await it.load();
  expect(second.compiled).toEqual(['talk/deck.md']);
  expect(textAt(second.site, scriptOf(second.site, '/talk/'))).toContain('after');
  expect(scriptOf(second.site, '/talk/')).not.toBe(scriptOf(first.site, '/talk/'));
});

describe('a mistake is its deck’s own, and has its place', () => {
  test.each([
    [
      'in the syntax',
      'const a = 1;\nexport const b = = a;',
      "talk/main.ts:2:18: this can't be bundled: Unexpected token",
    ],
    [
      'in a path',
      "import { a } from './nope.ts';\nexport default a;",
      'talk/main.ts:1:19: there is no file `./nope.ts`',
    ],
    [
      'in a package’s name',
      "import a from 'no-such-package';\nexport default a;",
      'talk/main.ts:1:15: there is no package `no-such-package`',
    ],
    [
      'of an address elsewhere',
      "import a from 'https://example.com/a.js';\nexport default a;",
      'talk/main.ts:1:15: `https://example.com/a.js` comes from another server',
    ],
    [
      'of what Node alone has',
      "import { readFileSync } from 'node:fs';\nexport default readFileSync;",
      'talk/main.ts:1:30: browsers have no `node:fs`',
    ],
  ])('%s', async (_, script, expected) => {
    const it = siteOf({ 'talk/deck.md': deck, 'talk/main.ts': script, 'other.md': '# Other' });
    const { site } = await it.load();
    const [talk, other] = ['talk', 'other'].map((name) => site.decks.find((each) => each.name === name));
    expect(talk?.errors[0]?.split('\n')[0]).toBe(expected);
    expect(talk?.diagnostics.map(({ rule }) => rule)).toEqual(['client']);
    expect([other?.errors, site.resources.get('/other/')?.status]).toEqual([[], 200]);
  });

  test('of a file outside of the folder that is served', async () => {
    const outside = siteOf({ 'secret.txt': 'not for everyone' });
    const path = JSON.stringify(`${outside.folder.path}/secret.txt?raw`);
    const it = siteOf({ 'talk/deck.md': deck, 'talk/main.ts': `import a from ${path};\nexport default a;` });
    const { site } = await it.load();
    expect(site.decks[0]?.diagnostics).toEqual([
      expect.objectContaining({ file: 'talk/main.ts', line: 1, rule: 'client' }),
    ]);
  });

  test('of a path that Vite misreads', async () => {
    const it = siteOf({ 'C#/deck.md': deck, 'C#/main.ts': 'export default () => 1;' });
    const { site } = await it.load();
    expect(site.decks[0]?.errors[0]?.split('\n')[0]).toBe(
      `C#/main.ts:1:1: \`${it.folder.at('C#/main.ts')}\` cannot be bundled, since its path has a # or ?`,
    );
  });

  test('of a script that is not there', async () => {
    const { site } = await siteOf({ 'talk/deck.md': deck }).load();
    expect(site.decks[0]?.errors[0]?.split('\n')[0]).toBe(
      "talk/deck.md:2:9: the script `main.ts` can't be read",
    );
  });
});

describe('a site that names the decks whose scripts may run', () => {
  const decks = {
    'talk/deck.md': deck,
    'talk/main.ts': 'export default () => 1;',
    'other/deck.md': '# Other',
  };
  const problemsWith = async (settings: string) => {
    const { site } = await siteOf({ ...decks, 'site.yml': settings }).load();
    const script = scriptOf(site, '/talk/') === '' ? 'no script' : 'a script';
    return [script, ...[...site.diagnostics, ...site.decks.flatMap(({ diagnostics }) => diagnostics)]];
  };
  const refused = {
    file: 'talk/deck.md',
    line: 2,
    column: 9,
    rule: 'refused-script',
    reason:
      "the script `main.ts` does not run: the site's settings name the decks whose scripts may, and not this one",
    hint: 'Whoever runs the site can add `talk` to `scripts` there; a script can do and read all that a presenter can.',
  };
  const unknown = (name: string, hint: string) => ({
    file: 'site.yml',
    line: 1,
    column: 1,
    rule: 'unknown-deck',
    reason: `there is no deck \`${name}\``,
    hint,
  });

  test.each([
    ['title: A', ['a script']],
    ['scripts: all', ['a script']],
    ['scripts: talk', ['a script']],
    ['scripts: [other, talk]', ['a script']],
    ['scripts: none', ['no script', refused]],
    ['scripts: []', ['no script', refused]],
    ['scripts: [other]', ['no script', refused]],
    ['scripts: [tlak]', ['no script', unknown('tlak', 'Did you mean `talk`?'), refused]],
    ['scripts: [other]\ndefaults: { check: { refused-script: off } }', ['no script']],
    [
      'scripts: { talk: true }',
      [
        'no script',
        {
          file: 'site.yml',
          line: 1,
          column: 1,
          rule: 'setting-value',
          reason: '`scripts` must be a list of decks',
          hint: 'It names those whose scripts may run, such as `scripts: [talk]`; else it is `all` or `none`. Until it is right, none runs.',
        },
        refused,
      ],
    ],
  ])('%j', async (settings, told) => expect(await problemsWith(settings)).toEqual(told), DISK_TIMEOUT_MS);

  test('is not overruled by a deck', async () => {
    const { site } = await siteOf({
      ...decks,
      'talk/deck.md': '---\nclient: main.ts\nscripts: all\n---\n# Talk',
      'site.yml': 'scripts: none',
    }).load();
    expect(scriptOf(site, '/talk/')).toBe('');
  });
});
