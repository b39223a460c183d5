/** Decks that hold back: what of them may be read, when, by which slides and steps were shown; looked at byte by byte. */

import fontverter from 'fontverter';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMetrics } from '../../server/bundle/fonts/sfnt.ts';
import { heldDeck } from '../../server/site/held.ts';
import type { Resource, ShownSlides, Site } from '../../server/site/site.ts';
import type { Files } from '../setup/folder.ts';
import { bytesOf, decodedForms, siteMaker } from '../setup/loading.ts';
import { shown } from '../setup/shown-slides.ts';

const { siteOf, remove } = siteMaker();
afterAll(remove);

const load = async (files: Files) => (await siteOf(files).load()).site;

const TALK = `---
audience: shown-only
css: look.css
footer: "{n} of {N} {sections}"
---

# One

![Eleven](11.png) [To three](#/three-petrel)

- first <!-- .element: class="fragment" -->

<p class="fragment">second <img src="12.png" alt="Twelve"></p>

---

## Two

![One](1.png) [More](more.pdf)

----

## Below plover

<style>#below-plover { background: url(below.png) }</style>

Kingfisher.

---

<!-- .slide: data-background-image="three.png" -->

## Three petrel

<video src="three.mp4" poster="poster.png"></video> ![Elsewhere](https://heron.example/x.png)

\`\`\`js [1|2]
const grebe = 1;
const bittern = 2;
\`\`\`

---

## Four

Ω ж $\\mathfrak{x}$ Ouzel [Preview](four.pdf){data-preview-image="preview.png"}
`;

const pictures = ['11', '12', '1', 'below', 'three', 'poster', 'preview', 'css', 'unnamed'];
let site: Site;

beforeAll(async () => {
  site = await load({
    'talk/deck.md': TALK,
    'talk/look.css': '.reveal h1 { background: url(css.png) }',
    ...Object.fromEntries(pictures.map((name) => [`talk/${name}.png`, name])),
    'talk/three.mp4': 'film',
    'talk/more.pdf': 'more',
    'talk/four.pdf': 'four',
  });
});

/** What a visitor gets from an address. */
async function ask(path: string, state: ShownSlides, from = '', of = site): Promise<Resource | undefined> {
  const resource = of.resources.get(path);
  if (resource?.reader === 'anyone' && resource.status === 200) return resource;
  const owner = [...of.held.values()].find((deck) => deck.owns(path));
  return owner?.answer(path, state, from);
}

async function text(path: string, state: ShownSlides, from = ''): Promise<string> {
  const resource = await ask(path, state, from);
  const [plain, ...others] = resource ? decodedForms(resource).map((form) => Buffer.from(form)) : [];
  for (const other of others) expect(other.equals(plain ?? Buffer.alloc(0))).toBe(true);
  return plain?.toString('utf8') ?? '';
}

/** The files of the deck that a visitor gets. */
async function filesAt(state: ShownSlides): Promise<string[]> {
  const names = [
    ...pictures.map((name) => `${name}.png`),
    'three.mp4',
    'more.pdf',
    'four.pdf',
    'look.css',
    'deck.md',
  ];
  const found = await Promise.all(
    names.map(async (name) => [name, await ask(`/talk/${name}`, state)] as const),
  );
  for (const [, resource] of found)
    if (resource) expect(resource).toMatchObject({ status: 200, cache: 'never' });
  return found.flatMap(([name, resource]) => (resource ? [name] : []));
}

describe('files', () => {
  test.each<readonly [string, ShownSlides, readonly string[]]>([
    ['before the talk are those of the first slide and of the styles', shown(), ['11.png', 'css.png']],
    ['of a step come with it', shown(['one', 1]), ['11.png', '12.png', 'css.png']],
    ['of a slide come with it', shown('two'), ['11.png', '1.png', 'css.png', 'more.pdf']],
    [
      'of slides that were skipped stay',
      shown('one', 'three-petrel'),
      ['11.png', 'three.png', 'poster.png', 'css.png', 'three.mp4'],
    ],
    [
      'that a style or a preview names come with its slide',
      shown('below-plover', 'four'),
      ['11.png', 'below.png', 'preview.png', 'css.png', 'four.pdf'],
    ],
    ['of slides that are no more stay', shown('gone', '', '0/1'), ['11.png', 'css.png']],
  ])('%s', async (_, state, files) => {
    expect(await filesAt(state)).toEqual(files);
  });

  test('that no slide names are never sent', async () => {
    const all =
      site.held
        .get('talk')
        ?.ids.flat()
        .map((id) => [id, 99] as const) ?? [];
    expect(await filesAt(shown(...all))).not.toContain('unnamed.png');
  });

  test.each([
    'deck.md',
    'speaker',
    'speaker/notes',
    'nothing',
    '../talk/1.png',
    '1.PNG',
    '1.png/',
    'offline.json',
    'changes',
  ])('%s is nothing that a visitor gets', async (path) => {
    expect(await ask(`/talk/${path}`, shown('two'))).toBe(undefined);
  });
});

describe('the page', () => {
  const words = [
    'second',
    'plover',
    'Kingfisher',
    'petrel',
    'heron',
    'grebe',
    'bittern',
    'Ouzel',
    'Ω',
    'below.png',
    'three.mp4',
    'preview.png',
  ];
  const said = async (path: string, state: ShownSlides, from = '') => {
    const html = await text(path, state, from);
    return words.filter((word) => html.includes(word));
  };

  test('says nothing of what was not shown, and neither does anything else that everyone may read', async () => {
    const open = [...site.resources].filter(([, { reader }]) => reader === 'anyone');
    const told = words.filter((word) =>
      open.some(
        ([path, resource]) =>
          path.includes(word) ||
          JSON.stringify(resource.headers).includes(word) ||
          // Letters are in fonts, scripts and styles of all decks.
          (/html|json/.test(resource.type) &&
            decodedForms(resource).some((form) => Buffer.from(form).includes(word))),
      ),
    );
    expect(told).toEqual([]);
    expect(await said('/talk/', shown())).toEqual([]);
    const headers = JSON.stringify((await ask('/talk/', shown()))?.headers);
    expect(words.filter((word) => headers.includes(word))).toEqual([]);
  });

  test.each<readonly [string, ShownSlides, readonly string[]]>([
    ['a step', shown(['one', 1]), ['second']],
    ['a slide beyond others', shown('four'), ['Ouzel', 'Ω', 'preview.png']],
    [
      'a slide that is linked to',
      shown('three-petrel'),
      ['petrel', 'heron', 'grebe', 'bittern', 'three.mp4'],
    ],
    ['a slide below another', shown('below-plover'), ['plover', 'Kingfisher', 'below.png']],
  ])('has %s once it was shown, and no more', async (_, state, expected) => {
    expect(await said('/talk/', state)).toEqual(expected);
    expect(await said('/talk/shown', state)).toEqual(expected);
  });

  test('has a link once the slide that it leads to was shown', async () => {
    expect(await text('/talk/', shown())).toContain('<a>To three</a>');
    expect(await text('/talk/', shown('three-petrel'))).toContain('<a href="#/three-petrel">To three</a>');
  });

  test('has the slides in their order and each in its place', async () => {
    const page = await text('/talk/', shown('four', 'below-plover', 'one'));
    expect(
      [...page.matchAll(/<section data-at="([^"]*)" id="([^"]*)"|<section class="stack"/g)].map(
        ([tag]) => tag,
      ),
    ).toEqual([
      expect.stringContaining('0/0'),
      '<section class="stack"',
      expect.stringContaining('1/1'),
      expect.stringContaining('3/0'),
    ]);
  });

  test('is one for presenters, whole', () => {
    const page = site.resources.get('/talk/');
    expect(page?.reader).toBe('presenter');
    expect(Buffer.from(page ? bytesOf(page) : []).toString()).toContain('Kingfisher');
  });
});

describe('what a page lacks', () => {
  const state = shown('one', 'two', ['three-petrel', 1]);
  const ids = async (from: string) =>
    [...(await text('/talk/shown', state, from)).matchAll(/<section [^>]*id="([^"]*)"/g)].map(([, id]) => id);

  test.each([
    ['run.2', ['one', 'three-petrel']],
    ['run.1', ['one', 'two', 'three-petrel']],
    ['run.3', []],
  ])('since %s is what came or changed after it', async (from, expected) => {
    expect(await ids(from.replace('run', state.epoch))).toEqual(expected);
  });

  test.each([
    '',
    '0',
    '1',
    '-1',
    '99999',
    'run.4',
    'run.-1',
    'other.2',
    'run.1e1',
    'run.2.2',
    'x'.repeat(9999),
  ])('is all that was shown where it says %s', async (from) => {
    expect(await ids(from.replace('run', state.epoch))).toEqual(['one', 'two', 'three-petrel']);
  });

  test('is made once for all, whatever they ask for, and kept until more was shown', async () => {
    const deck = heldDeck({ page: site.held.get('talk')?.page ?? never(), files: site.resources });
    const many = shown(...Array.from({ length: 40 }, (_, i) => [`x${i}`, 0] as const));
    const froms = Array.from(
      { length: 3_000 },
      (_, i) => [`${many.epoch}.${i}`, `-${i}`, `${i}`, `e${i}.1`][i % 4] ?? '',
    );
    const answers = new Set(await Promise.all(froms.map((from) => deck.answer('/talk/shown', many, from))));
    expect(answers.size).toBeLessThanOrEqual(9);
    expect(await deck.answer('/talk/', many, 'a')).toBe(await deck.answer('/talk/', many, 'b'));
  });
});

test('fonts hold the letters that any deck may show, not those of this one', async () => {
  const names = (html: string) => [
    ...new Set([...html.matchAll(/_\/([\w.-]+\.woff2)/g)].map(([, name = '']) => name)),
  ];
  const lettersOf = async (of: Site, address: string) => {
    const found: Record<string, number> = {};
    const page = await of.held.get('talk')?.answer(address, shown(), '');
    for (const name of names(Buffer.from(page ? bytesOf(page) : []).toString())) {
      const file = of.resources.get(`/_/${name}`);
      const sfnt = await fontverter.convert(Buffer.from(file ? bytesOf(file) : []), 'sfnt', 'woff2');
      found[name] = readMetrics(sfnt).characters.size;
    }
    return found;
  };
  const own = await lettersOf(site, '/talk/');
  const other = await load({ 'talk/deck.md': '---\naudience: shown-only\n---\n\n# A\n\n---\n\n$x$ `y` *z*' });
  expect(own).toEqual(await lettersOf(other, '/talk/'));
  expect(Object.keys(own).length).toBeGreaterThan(4);
  for (const [name, letters] of Object.entries(own))
    if (!name.startsWith('katex')) expect([name, letters > 90]).toEqual([name, true]);
});

describe('a shared file', () => {
  const held = (body: string) => `---\naudience: shown-only\n---\n\n# A\n\n---\n\n## B\n\n${body}`;
  const reader = (of: Site, path: string) => of.resources.get(path)?.reader;

  test('that only decks that hold back name is held back, too, at each of its addresses', async () => {
    const of = await load({
      'solo.md': held('![x](img/solo.png) ![y](/img/root.png) ![z](img/both.png)'),
      'open.md': '# A\n\n![z](img/both.png)',
      'solo/own.png': 'own',
      'site.yml': 'public: [img]',
      ...Object.fromEntries(['solo', 'root', 'both', 'none'].map((name) => [`img/${name}.png`, name])),
    });
    expect(['solo', 'root', 'both', 'none'].map((name) => reader(of, `/img/${name}.png`))).toEqual([
      'presenter',
      'presenter',
      'anyone',
      'anyone',
    ]);
    expect(reader(of, '/solo/img/solo.png')).toBe('presenter');
    expect(reader(of, '/solo/own.png')).toBe('presenter');
    for (const path of ['/img/root.png', '/solo/img/solo.png']) {
      expect(await ask(path, shown(), '', of)).toBe(undefined);
      expect(await ask(path, shown('b'), '', of)).toMatchObject({ status: 200, cache: 'never' });
    }
  });
});

describe('a deck that cannot say how open it is', () => {
  const settled = 'public: [img]\n';
  const broken = {
    'site.yml': settled,
    'talk/pic.png': 'pic',
    'img/shared.png': 'shared',
    'img/open.png': 'open',
  };
  const open = { 'open.md': '# A\n\n![x](img/open.png)' };
  const readers = (of: Site) =>
    ['/talk/pic.png', '/img/shared.png', '/img/open.png'].map((path) => of.resources.get(path)?.reader);
  const SHUT = ['presenter', 'presenter', 'anyone'];

  test.each([
    ['front matter that is no YAML', '---\naudience: shown-only\ntitle: [A\n---\n# A'],
    ['front matter that is no YAML and says nothing of it', '---\ntitle: [A\n---\n# A'],
    ['a separator that is no expression', '---\nseparator: "("\n---\n# A'],
    [
      'a script that is not there, and says that it is shut',
      '---\naudience: shown-only\nclient: none.js\n---\n# A',
    ],
    ['an audience that there is not, and fails', '---\naudience: shown_only\nclient: none.js\n---\n# A'],
    ['an audience that is not read', '---\naudience:shown-only\n---\n# A'],
    ['an audience in a list', '---\n- audience: shown-only\n---\n# A'],
    ['a key that is misspelt, and fails', '---\naudiences: shown-only\nclient: none.js\n---\n# A'],
  ])('for %s stays shut', async (_, deck) => {
    const of = await load({ 'talk/deck.md': deck, ...broken, ...open });
    expect(readers(of)).toEqual(SHUT);
    expect(of.held.size).toBe(0);
    expect(of.decks.find(({ name }) => name === 'talk')?.audience).toBe('shown-only');
  });

  test.each([
    ['the defaults of the site', 'defaults: { audience: shown-only }\ndecks: { open: { audience: free } }'],
    ['what the site says of it', 'decks: { talk: { audience: shown-only } }'],
  ])('is as open as %s, where it fails for another reason', async (_, settings) => {
    const of = await load({
      'talk/deck.md': '---\nclient: none.js\n---\n# A',
      ...broken,
      ...open,
      'site.yml': settled + settings,
    });
    expect(readers(of)).toEqual(SHUT);
  });

  test.each([
    ['title: Site\naudience: shown-only'],
    ['default: { audience: shown-only }'],
    ['defaults: { audience:shown-only }'],
    ['decks: { talk: { revealOptions: { audience: shown-only } } }'],
  ])('stays shut where the site says so in a place that is not read: %j', async (settings) => {
    const of = await load({ 'site.yml': settings, 'talk/deck.md': '# A' });
    expect(of.decks.find(({ name }) => name === 'talk')?.audience).toBe('shown-only');
  });

  test('is open where it says so, or says nothing and can be read', async () => {
    for (const front of ['client: none.js', 'audience: follow\nclient: none.js']) {
      const of = await load({ 'talk/deck.md': `---\n${front}\n---\n# A`, ...broken, ...open });
      expect(readers(of)).toEqual(['anyone', 'anyone', 'anyone']);
    }
  });

  test('holds back where it compiles', async () => {
    for (const front of ['audience: shown_only', 'Audience: shown-only', 'audiance: free']) {
      const of = await load({ 'talk/deck.md': `---\n${front}\n---\n# A` });
      expect([front, of.held.has('talk')]).toEqual([front, true]);
    }
  });
});

test('the index tells no more than the beginning', async () => {
  const of = await load({
    'talk/deck.md': `---\naudience: shown-only\n---\n\nA question\n\n<p class="fragment">Answer <img src="answer.png" alt=""></p>\n\n---\n\n## B ![](https://heron.example/x.png)`,
    'talk/answer.png': 'answer',
  });
  const index = of.resources.get('/');
  const html = Buffer.from(index ? bytesOf(index) : []).toString() + JSON.stringify(index?.headers);
  expect(html).toContain('A question');
  for (const word of ['Answer', 'answer.png', 'heron', 'slides<']) expect(html).not.toContain(word);
});

function never(): never {
  throw new Error('There is no such deck.');
}
