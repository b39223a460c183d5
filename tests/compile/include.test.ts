/** Decks that include other files: what is published for them, what is read, and where mistakes are. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { relocateIn } from '../../server/compile/addresses/included-files.ts';
import type { Diagnostic } from '../../server/deck/model/diagnostic.ts';
import type { Site } from '../../server/site/site.ts';
import { createFolder } from '../setup/folder.ts';
import { problemsOf, siteMaker, textAt } from '../setup/loading.ts';
import { shown } from '../setup/shown-slides.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

/** What a page's picture is, by following its address. */
function pictures(site: Parameters<typeof textAt>[0], page: string): (string | undefined)[] {
  const sources = [...textAt(site, page).matchAll(/<img src="([^"]+)"/g)].map(([, src = '']) => src);
  return sources.map((src) => {
    const address = decodeURIComponent(new URL(src, `http://lectern.invalid${page}`).pathname);
    return site.resources.has(address) ? address.replace(/[0-9a-f]{16}/, 'HASH') : undefined;
  });
}

describe('pictures beside an included file', () => {
  test.each([
    ['in the deck’s folder', 'talk/deck.md', 'talk/parts/a.md', 'parts/a.md', ['/talk/parts/my pic.png']],
    ['in a shared folder', 'talk/deck.md', 'shared/a.md', '../shared/a.md', ['/talk/_/HASH-my pic.png']],
    ['by its way on the site', 'talk/deck.md', 'shared/a.md', '/shared/a.md', ['/talk/_/HASH-my pic.png']],
    ['beside a deck in one file', 'talk.md', 'parts/a.md', 'parts/a.md', ['/talk/parts/my pic.png']],
    ['that is a deck in one file', 'talk/deck.md', 'a.md', '../a.md', ['/talk/_/HASH-my pic.png']],
    ['that is another deck', 'talk.md', 'other/deck.md', 'other/deck.md', ['/talk/other/my pic.png']],
  ])('are served: a file %s', async (_, deck, file, path, expected) => {
    const it = siteOf({
      [deck]: `# Talk\n\n<!-- include: ${path} -->`,
      [file]: '![Pic](<my pic.png>)',
      [file.replace(/[^/]*$/, 'my pic.png')]: 'picture',
    });
    const { site } = await it.load();
    expect([pictures(site, '/talk/'), problemsOf(site)]).toEqual([expected, []]);
  });

  test('are held back with the slides that show them', async () => {
    const it = siteOf({
      'talk/deck.md': '---\naudience: shown-only\n---\n# Talk\n\n---\n\n<!-- include: ../shared/a.md -->',
      'shared/a.md': '![Pic](pic.png)',
      'shared/pic.png': 'picture',
    });
    const { site } = await it.load();
    const path = [...site.resources.keys()].find((address) => address.startsWith('/talk/_/')) ?? '';
    expect(site.resources.get(path)?.reader).toBe('presenter');
    const [, second = ''] = site.held.get('talk')?.ids.flat() ?? [];
    const sent = (...slides: string[]) => site.held.get('talk')?.answer(path, shown(...slides), '');
    expect([await sent(), await sent(second)]).toMatchObject([undefined, { status: 200 }]);
    expect(site.resources.get('/shared/pic.png')?.reader).toBe('presenter');
  });

  test('are told of when they are missing, and served once they are there', async () => {
    const it = siteOf({
      'talk/deck.md': '<!-- include: ../other.md -->',
      'other.md': '# Other\n\n![Pic](pic.png)',
    });
    const first = await it.load();
    expect(first.site.decks.find(({ name }) => name === 'talk')?.diagnostics).toEqual([
      expect.objectContaining({ file: 'other.md', line: 3, column: 8, rule: 'missing-file' }),
    ]);
    it.folder.write({ 'pic.png': 'picture' });
    const { site } = await it.load();
    expect(pictures(site, '/talk/')).toEqual(['/talk/_/HASH-pic.png']);
  });
});

describe('a file that an included one names in vain', () => {
  const files = {
    'talks/a/deck.md': '<!-- include: ../parts/part.md -->',
    'talks/parts/boats.png': 'picture',
    'talks/parts/deep/tides.png': 'picture',
    'talks/parts/.boat.png': 'hidden',
    'talks/parts/boas.png': { link: '../../outside.png' },
    'talks/img/logo.png': 'picture',
    'talks/b/deck.md': '![Its own](own.png)',
    'talks/b/own.png': 'picture',
    'outside.png': 'picture',
  };
  const missing = (path: string, hint: string) =>
    `missing-file there is no picture \`${path}\` beside this file. ${hint}`;
  const twin = (path: string, other: string) =>
    `letter-case there is no picture \`${path}\` beside this file, but one in other letters: \`${other}\`. Write capitals and small letters as the file has them: some systems tell them apart.`;

  const cases = [
    ['beside it', 'bots.png', missing('bots.png', 'Did you mean `boats.png`?')],
    ['a way down', 'deep/tides.pgn', missing('deep/tides.pgn', 'Did you mean `deep/tides.png`?')],
    [
      'in a folder of another name',
      'dep/tides.png',
      missing('dep/tides.png', 'Did you mean `deep/tides.png`?'),
    ],
    ['in the site’s folder', '../img/lgo.png', missing('../img/lgo.png', 'Did you mean `../img/logo.png`?')],
    ['in another deck’s folder', '../b/ownn.png', missing('../b/ownn.png', 'Did you mean `../b/own.png`?')],
    ['in other letters', 'Boats.PNG', twin('Boats.PNG', 'boats.png')],
    ['in a folder of other letters', '../IMG/logo.png', twin('../IMG/logo.png', '../img/logo.png')],
    [
      'near nothing',
      'far/away/else.png',
      missing('far/away/else.png', 'Put the file beside the deck, or correct its name.'),
    ],
  ] as const;
  const told: (readonly Diagnostic[])[] = [];
  beforeAll(async () => {
    const pictures = cases.map(([, url]) => `![A picture](${url})`);
    const it = siteOf({ ...files, 'talks/parts/part.md': ['# Part', ...pictures].join('\n\n') });
    for (const path of ['talks', 'talks/a']) {
      const { site } = await it.load({ path: it.folder.at(path) });
      told.push(site.decks.flatMap(({ diagnostics }) => diagnostics));
    }
  });

  test.each(cases)('%s is told of as the deck’s own are', (where, _, expected) => {
    const own = 3 + 2 * cases.findIndex(([each]) => each === where);
    for (const all of told)
      expect(
        all
          .filter(({ line }) => line === own)
          .map(({ file, rule, reason, hint }) => [file, `${rule} ${reason}. ${hint}`]),
      ).toEqual([['parts/part.md', expected]]);
  });

  test('is all that is told', () => {
    expect(told.map(({ length }) => length)).toEqual([cases.length, cases.length]);
  });

  test('can be switched off', async () => {
    const part = '![A picture](bots.png)\n\n![Another](Boats.png)\n';
    const off = '<!-- check: { missing-file: off, letter-case: off } -->';
    const it = siteOf({ ...files, 'talks/parts/part.md': part + off });
    expect(problemsOf((await it.load({ path: it.folder.at('talks/a') })).site)).toEqual([]);
  });

  test('in other letters is none on disks that know it by them, too', () => {
    const folder = createFolder({ 'a/deck.md': '', 'parts/boats.png': 'picture' });
    const relocate = relocateIn({
      directory: folder.at('a'),
      root: folder.path,
      included: new Map(),
      awaited: new Set(),
      // As such a disk answers.
      mayBorrow: () => true,
      version: () => '',
    });
    const isAbsent = (url: string) => relocate({ url, kind: 'image' }, 'parts/part.md').absent !== undefined;
    expect([isAbsent('boats.png'), isAbsent('Boats.png')]).toEqual([false, true]);
    folder.remove('');
  });
});

test('what a single file names in vain is looked for in the folders below, too', async () => {
  const it = siteOf({ 'a.md': '![One](img/bots.png)\n\n![Two](igm/boats.png)', 'img/boats.png': 'picture' });
  const { site } = await it.load({ path: it.folder.at('a.md') });
  expect(site.decks[0]?.diagnostics.map(({ hint }) => hint)).toEqual([
    'Did you mean `img/boats.png`?',
    'Did you mean `img/boats.png`?',
  ]);
});

test('a link in an included file leads where it leads from that file', async () => {
  const it = siteOf({
    'talk/deck.md': '<!-- include: ../shared/a.md -->',
    'shared/a.md': '# A\n\n[deck](../other/) [file](notes.pdf) [page](#/a) [web](https://example.org)',
    'shared/notes.pdf': 'pdf',
    'other/deck.md': '# Other',
  });
  const { site } = await it.load();
  const links = [...textAt(site, '/talk/').matchAll(/<a href="([^"]+)"/g)].map(([, href = '']) => href);
  expect(links).toEqual([
    '../other/',
    expect.stringMatching(/^_\/[0-9a-f]{16}-notes\.pdf$/),
    '#/a',
    'https://example.org',
  ]);
  expect(problemsOf(site)).toEqual([]);
});

test('a change of an included file compiles its deck anew, as does one that appears', async () => {
  const it = siteOf({ 'talk/deck.md': '# Talk\n\n<!-- include: parts/a.md -->' });
  expect((await it.load()).site.resources.get('/talk/')?.status).toBe(500);
  it.folder.write({ 'talk/parts/a.md': 'First words' });
  expect(textAt((await it.load()).site, '/talk/')).toContain('First words');
  it.folder.write({ 'talk/parts/a.md': 'Other words' });
  expect(textAt((await it.load()).site, '/talk/')).toContain('Other words');
  expect((await it.load()).compiled).toEqual([]);
});

test('the notes of an included file reach presenters alone, and the file itself nobody', async () => {
  const it = siteOf({
    'talk/deck.md': '<!-- include: parts/a.md -->',
    'talk/parts/a.md': '# A\n\nNote: a secret',
  });
  const { site } = await it.load();
  expect(textAt(site, '/talk/')).not.toContain('secret');
  expect(textAt(site, '/talk/speaker')).toContain('a secret');
  expect([...site.resources.keys()].filter((address) => address.endsWith('.md'))).toEqual([]);
});

test.each([
  [
    'a missing file',
    { 'talk/deck.md': '# T\n\n<!-- include: parts/intor.md -->', 'talk/parts/intro.md': '# I' },
    'talk/deck.md:3:15: there is no file `parts/intor.md` to include\n\n  1 | # T\n  2 |\n> 3 | <!-- include: parts/intor.md -->\n    |               ^\n\n  Did you mean `parts/intro.md`?',
  ],
  [
    'a file outside',
    { 'talk/deck.md': '<!-- include: ../../outside.md -->' },
    'talk/deck.md:1:15: there is no file `../../outside.md` to include\n\n> 1 | <!-- include: ../../outside.md -->\n    |               ^\n\n  Its path is relative to this file; `/` is the folder that is served, and nothing outside of it is read.',
  ],
  [
    'a circle',
    {
      'talk/deck.md': '# T\n\n---\n\n<!-- include: a.md -->',
      'talk/a.md': '# A\n\n---\n\n<!-- include: deck.md -->',
    },
    'talk/a.md:5:15: `deck.md` includes itself: talk/deck.md → talk/a.md → talk/deck.md\n\n  3 | ---\n  4 |\n> 5 | <!-- include: deck.md -->\n    |               ^\n\n  Take one of these include lines away.',
  ],
])('%s is an error at its include line', async (_, files, error) => {
  const it = siteOf(files);
  expect((await it.load()).site.decks.find(({ name }) => name === 'talk')?.errors).toEqual([error]);
});

test('files that include each other twice end in an error, soon', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [
      `talk/${i}.md`,
      Array.from({ length: 4 }, () => `<!-- include: ${i + 1}.md -->\n`).join('\n'),
    ]),
  );
  const it = siteOf({ 'talk/deck.md': '<!-- include: 0.md -->', ...files, 'talk/10.md': '# End' });
  const { site } = await it.load();
  expect(site.decks[0]?.errors[0]).toContain('this deck includes more than 5000 slides');
});

test('an included file’s own audience is told of, where the file is', async () => {
  const it = siteOf({
    'talk/deck.md': '# Talk\n\n---\n\n<!-- include: parts/a.md -->',
    'talk/parts/a.md': '---\ntitle: A\naudience: shown-only\n---\n\n# A',
  });
  const { site } = await it.load();
  expect(site.decks[0]?.diagnostics).toEqual([
    expect.objectContaining({
      file: 'talk/parts/a.md',
      line: 3,
      column: 1,
      rule: 'setting-without-effect',
      reason: 'the `audience` of an included file has no effect: its slides are shown as the deck’s own are',
      hint: 'Write it in the front matter of `talk/deck.md`, or take it away.',
    }),
  ]);
});

describe('code filled from a file', () => {
  const fence = (path: string) => `# Talk\n\n\`\`\`c {include=${path}}\n\`\`\`\n`;
  const code = 'int tide(int hour);\n';

  test.each([
    ['beside the deck', 'talk/deck.md', 'talk/src/tide.c', 'src/tide.c'],
    ['in a shared folder', 'talk/deck.md', 'src/tide.c', '../src/tide.c'],
    ['by its way on the site', 'talk.md', 'src/tide.c', '/src/tide.c'],
  ])('shows one %s, which is not served itself', async (_, deck, file, path) => {
    const { site } = await siteOf({ [deck]: fence(path), [file]: code }).load();
    expect(problemsOf(site)).toEqual([]);
    expect(textAt(site, '/talk/')).toContain('tide');
    expect([...site.resources.keys()].filter((address) => address.endsWith('.c'))).toEqual([]);
  });

  test('is compiled anew when that file changes, comes or goes', async () => {
    const it = siteOf({ 'talk/deck.md': fence('tide.c'), 'talk/tide.c': code });
    await it.load();
    expect((await it.load()).compiled).toEqual([]);
    it.folder.write({ 'talk/tide.c': 'int ebb;\n' });
    const { site, compiled } = await it.load();
    expect([compiled, textAt(site, '/talk/').includes('ebb')]).toEqual([['talk/deck.md'], true]);
    it.folder.remove('talk/tide.c');
    expect(problemsOf((await it.load()).site)).toEqual([
      expect.stringContaining('there is no file `tide.c` to include'),
    ]);
  });

  describe('shows nothing of', () => {
    const paths = [
      ...['.env', 'tls.key', 'deck.md', '../.git/config', '../other/deck.md', '../other/index.html'],
      ...['../page/index.html', '../site.yml'],
    ].map((path, i) => ({ path, deck: `talk-${i}` }));
    const text = 'SECRET';
    let site: Site;
    beforeAll(async () => {
      const decks = paths.map(({ path, deck }) => ({
        [`${deck}/deck.md`]: fence(path),
        [`${deck}/.env`]: text,
        [`${deck}/tls.key`]: text,
      }));
      const it = siteOf({
        ...Object.assign({}, ...decks),
        '.git/config': text,
        'other/deck.md': `# Other\n\nNote: ${text}`,
        'page/index.html': `<div class="reveal"><div class="slides"><section>A<aside class="notes">${text}</aside></section></div></div>`,
        'site.yml': `title: ${text}\n`,
      });
      ({ site } = await it.load());
    });

    test.each(paths)('$path', ({ deck }) => {
      const { errors = [], warnings = [] } = site.decks.find(({ name }) => name === deck) ?? {};
      expect([...errors, ...warnings]).toEqual([expect.stringMatching(/never shown|no file/)]);
      expect(textAt(site, `/${deck}/`)).not.toContain(text);
    });
  });

  test('shows nothing from outside of the folder that is served', async () => {
    const it = siteOf({
      'outside.c': code,
      'served/talk/deck.md': fence('../../outside.c'),
      'served/link/deck.md': fence('linked.c'),
      'served/link/linked.c': { link: '../../outside.c' },
    });
    const { site } = await it.load({ path: it.folder.at('served') });
    expect(problemsOf(site)).toHaveLength(2);
    expect(textAt(site, '/talk/') + textAt(site, '/link/')).not.toContain('tide');
  });

  test('has the mistakes of a diagram at their lines', async () => {
    const it = siteOf({
      'talk/deck.md': '# Talk\n\n```mermaid {include=flow.mmd}\n```\n',
      'talk/flow.mmd': 'flowchart TD\n  A --> B\n  B -->\n',
    });
    const { site } = await it.load();
    expect(site.decks[0]?.diagnostics).toEqual([
      expect.objectContaining({ rule: 'diagram', file: 'talk/flow.mmd', line: 3 }),
    ]);
  });
});
