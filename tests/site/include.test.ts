/** Decks that include other files: what is published for them, what is read, and where mistakes are. */
import { afterEach, describe, expect, test } from 'vitest';
import { problemsOf, siteMaker, textAt } from '../setup/loading.ts';

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
    const answer = (h: number) => site.held.get('talk')?.answer(path.slice('/talk/'.length), { h, v: 0 }, 0);
    expect([answer(0)?.status, answer(1)?.status]).toEqual([undefined, 200]);
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
