/** Decks are compiled by a process of its own: what comes back, and what it does with decks that never come to an end. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import type { Pass } from '../../server/compile/model/pass.ts';
import { SiteCompiler } from '../../server/compiler/compiler.ts';
import type { Limits } from '../../server/compiler/compiler-process.ts';
import { createApp } from '../../server/serve/app.ts';
import { loadRemembered } from '../../server/site/load.ts';
import { createLoader } from '../../server/site/loader.ts';
import type { Site } from '../../server/site/site.ts';
import { drawPicture } from '../bench/picture.ts';
import type { Files } from '../setup/folder.ts';
import { bytesOf, hashedBodies, siteMaker, type TestSite, textAt } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
const open: SiteCompiler[] = [];
afterEach(() => {
  for (const compiler of open.splice(0)) compiler.close();
  remove();
});

/** Several processes begin one after the other, beside other tests. */
vi.setConfig({ testTimeout: 120_000 });

/** Far above what any line of the other decks needs. */
const LIMITS: Partial<Limits> = { line: 3000 };

function compilerOf(
  { options }: TestSite,
  limits = LIMITS,
  buildDirectory = inject('buildDirectory'),
): SiteCompiler {
  const loading = { ...options, buildDirectory };
  const compiler = new SiteCompiler({
    loading,
    limits,
    node: process.execPath,
    pid: process.pid,
    keepsProcess: true,
    report: () => {},
  });
  open.push(compiler);
  return compiler;
}

const talk = (...slides: readonly string[]): Files => ({ 'talk/deck.md': slides.join('\n\n---\n\n') });

/** A site's decks and addresses, as they can be compared: what was compiled here says more of itself. */
function comparable(site: Site) {
  const { resources } = site;
  const sorted = new Map([...resources].sort(([a], [b]) => (a < b ? -1 : 1)));
  const decks = site.decks.map(({ content: _content, ...deck }) => deck);
  const held = [...site.held].map(([name, { page }]) => [name, page]);
  return [hashedBodies({ ...site, decks, resources: sorted, held: new Map(), lastGood: new Map() }), held];
}

/** A site in which every page has come. */
async function whole(site: Site): Promise<Site> {
  const late = await Promise.all(
    [...(site.late ?? [])].map(async ([address, page]) => [address, await page()] as const),
  );
  const { late: _late, ...rest } = site;
  return { ...rest, resources: new Map([...site.resources, ...late]) };
}

describe('what comes back', () => {
  const files: Files = {
    ...talk('# One', '![A](a.png)', '## Three\n\nNote: said'),
    'talk/a.png': drawPicture(1),
    'other.md': '# Other',
    'shut.md': '---\naudience: shown-only\n---\n\n# Shut\n\n---\n\n## Later',
  };
  const saves: readonly Files[] = [
    talk('# One', '![A](a.png)', '## Three and more\n\nNote: said'),
    { 'talk/b.png': drawPicture(2), ...talk('# One', '![A](a.png)', '![B](b.png)') },
    talk('# One'),
    { 'talk/deck.md': '---\ntitle: [A\n---\n\n# One' },
    { 'third/deck.md': '# Third', ...talk('# One', '## Two') },
  ];

  test('is the site that is loaded here, after every save', async () => {
    const it = siteOf(files);
    const compiler = compilerOf(it);
    const here = createLoader({ ...it.options, cacheDirectory: siteOf({}).options.cacheDirectory });
    const load = async (pass: Pass) => [await compiler.load({ pass }), await here.load({ pass })];
    await load('full');
    for (const save of saves) {
      it.folder.write(save);
      for (const pass of ['quick', 'quick', 'full', 'quick'] as const) {
        const [there, local] = await load(pass);
        expect(there && comparable(await whole(there.site))).toEqual(local && comparable(local.site));
        expect(there?.files).toEqual(local?.files);
        expect(there?.complete).toEqual(local?.complete);
      }
    }
  });

  test('tells of every slide that an open page shows', async () => {
    const it = siteOf(files);
    const compiler = compilerOf(it);
    compiler.openInDev('talk');
    await compiler.load({ pass: 'full' });
    it.folder.write(talk('# One\n\nand more', '## Between', '![A](a.png)', '## Three\n\nNote: said'));
    const site = await whole((await compiler.load({ pass: 'quick' })).site);
    const { content } = site.decks.find(({ name }) => name === 'talk') ?? {};
    const page = textAt(site, '/talk/');
    expect([...(content?.slides.keys() ?? [])]).toEqual(['one', 'between', expect.any(String), 'three']);
    for (const html of content?.slides.values() ?? []) expect(page).toContain(html);
  });

  test('comes at once after a save, and the whole pages of what was saved right after it', async () => {
    const it = siteOf(files);
    const compiler = compilerOf(it);
    compiler.openInDev('talk');
    const first = await compiler.load({ pass: 'full' });
    it.folder.write(talk('# One', '![A](a.png)', '## Three and more\n\nNote: said'));
    const { site } = await compiler.load({ pass: 'quick' });
    expect([...(site.late?.keys() ?? [])].sort()).toEqual(['/talk/', '/talk/offline.json', '/talk/speaker']);
    expect(site.resources.get('/talk/')).toBe(first.site.resources.get('/talk/'));
    expect(textAt(await whole(site), '/talk/')).toContain('Three and more');
    const settled = await compiler.load({ pass: 'full' });
    expect(settled.site.late).toBeUndefined();
    expect((await compiler.load({ pass: 'quick' })).site.late).toBeUndefined();
  });

  test('whoever asks for a page right after a save has the new one, or the former where it never comes', async () => {
    const it = siteOf(files);
    const compiler = compilerOf(it);
    compiler.openInDev('talk');
    await compiler.load({ pass: 'full' });
    const get = async (site: Site, path: string) => {
      const app = createApp({
        site: () => site,
        options: { base: '', trustProxy: false },
        machine: 'localhost',
        report: () => {},
      });
      return await (await app.request(`http://localhost${path}`)).text();
    };
    it.folder.write(talk('# One', '## Second'));
    expect(await get((await compiler.load({ pass: 'quick' })).site, '/talk/')).toContain('Second');
    it.folder.write(talk('# One', '## Third'));
    const { site } = await compiler.load({ pass: 'quick' });
    compiler.close();
    expect(await get(site, '/talk/')).toContain('Three');
    expect(await get(site, '/talk/offline.json')).toContain('files');
  });

  test('a deck that breaks, or goes, right after a save: its mistake is there at once, and its last page can be had', async () => {
    const it = siteOf({ ...files, 'talk/deck.md': '# One' });
    const compiler = compilerOf(it);
    compiler.openInDev('talk');
    await compiler.load({ pass: 'full' });
    it.folder.write(talk('# One', '## Good'));
    await compiler.load({ pass: 'quick' });
    it.folder.write({ 'talk/deck.md': '---\ntitle: [A\n---\n\n# One' });
    const { site } = await compiler.load({ pass: 'quick' });
    expect(site.late).toBeUndefined();
    expect(site.resources.get('/talk/')?.status).toBe(500);
    it.folder.write(talk('# One', '## Better'));
    await compiler.load({ pass: 'full' });
    it.folder.write(talk('# One', '## Best'));
    const late = (await compiler.load({ pass: 'quick' })).site.late?.get('/talk/');
    it.folder.remove('talk');
    await compiler.load({ pass: 'quick' });
    const page = await late?.();
    expect(page && Buffer.from(bytesOf(page)).toString('utf8')).toContain('Best');
  });

  test('goes on from a site that was remembered, and from a process that was ended', async () => {
    const it = siteOf(files);
    await it.load();
    const remembered = await loadRemembered(it.options);
    if (!remembered) throw new Error('It was loaded a moment ago.');
    const compiler = compilerOf(it);
    compiler.start(remembered);
    const { site } = await compiler.load({ pass: 'full' });
    expect(site.resources.get('/talk/')).toBe(remembered.resources.get('/talk/'));
    expect(comparable(site)).toEqual(comparable((await it.load()).site));
  });

  test('nothing is remembered of a deck that was never loaded', async () => {
    expect(await loadRemembered(siteOf(files).options)).toBeUndefined();
  });
});

describe('a deck that never comes to an end is an error at the line that was being read, and the others are there', () => {
  const long = (text: string, count: number) => text.repeat(count);
  test.each([
    {
      what: 'a separator that tries everything',
      deck: `---\nseparator: '^(-+)+$'\n---\n\n# One\n\n${long('-', 60)}x`,
      at: 'talk/deck.md:4:1: this deck was given up: reading what begins here took longer than 3 s',
      limits: LIMITS,
    },
    {
      what: 'marks that are repeated without end',
      deck: `# One\n\n---\n\n## Two\n\nbefore\n\n${long('_a', 200_000)}`,
      at: 'talk/deck.md:9:1: this deck was given up: reading what begins here took longer than 3 s',
      limits: LIMITS,
    },
    {
      what: 'a deck that needs more memory than there is',
      // As many that it is soon over: with a quarter of them, most of the time went into freeing memory just below the limit.
      deck: Array.from({ length: 160_000 }, (_, i) => `# ${i}`).join('\n\n---\n\n'),
      at: 'talk/deck.md',
      limits: { line: 60_000, memory: 64 },
    },
  ])('$what', async ({ deck, at, limits }) => {
    const it = siteOf({ 'talk/deck.md': deck, 'other.md': '# Other' });
    const compiler = compilerOf(it, limits);
    const { site } = await compiler.load({ pass: 'full' });
    const [error = ''] = site.decks.find(({ name }) => name === 'talk')?.errors ?? [];
    expect(error.slice(0, at.length)).toBe(at);
    expect(error).toContain('given up');
    expect(textAt(site, '/other/')).toContain('Other');
    it.folder.write({ 'talk/deck.md': '# Short' });
    expect(textAt((await compiler.load({ pass: 'quick' })).site, '/talk/')).toContain('Short');
  });
});

test('an error of the system comes with what its remedy follows from', async () => {
  const site = siteOf({ ...talk('# A'), 'build/server/': '' });
  const { folder } = site;
  folder.remove('build/server');
  symlinkSync(join(inject('buildDirectory'), 'server'), folder.at('build/server'), 'junction');
  const compiler = compilerOf(site, LIMITS, folder.at('build'));
  const failed = compiler.load({ pass: 'full' });
  await expect(failed).rejects.toMatchObject({
    code: 'ENOENT',
    syscall: 'open',
    path: expect.stringContaining(folder.at('build/client')),
  });
});
