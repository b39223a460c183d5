/** Real files, real events: what changes on disk makes a new site. */
import { renameSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { createLoader } from '../../../server/site/loader.ts';
import type { Site } from '../../../server/site/site.ts';
import { type SiteWatch, watchSite } from '../../../server/site/watch/watch.ts';
import { drawPicture } from '../../bench/picture.ts';
import type { Files, TestFolder } from '../../setup/folder.ts';
import { createSite, type TestSite, textAt } from '../../setup/loading.ts';

const open: { readonly site: TestSite; readonly watch: SiteWatch }[] = [];
afterEach(() => {
  for (const { site, watch } of open.splice(0)) {
    watch.close();
    site.remove();
  }
});

interface Watched {
  readonly folder: TestFolder;
  readonly watch: SiteWatch;
  /** Waits for a site that is as wanted; each that comes is asked. */
  until(isWanted: (site: Site) => boolean): Promise<Site>;
  /** Waits for a sentence on why a site can't be loaded. */
  failure(): Promise<string>;
}

async function watched(files: Files, path = ''): Promise<Watched> {
  const site = createSite(files);
  const listeners = new Set<(event: Site | string) => void>();
  const tell = (event: Site | string) => {
    for (const listener of listeners) listener(event);
  };
  const options = { ...site.options, path: site.folder.at(path) };
  const { site: first } = await site.load(options);
  const watch = watchSite(options, createLoader(options), { changed: tell, failed: tell });
  open.push({ site, watch });
  let last: Site | string = first;
  listeners.add((event) => {
    last = event;
  });
  const next = <T>(pick: (event: Site | string) => T | undefined) =>
    new Promise<T>((resolve) => {
      const listener = (event: Site | string) => {
        const picked = pick(event);
        if (picked === undefined) return;
        listeners.delete(listener);
        resolve(picked);
      };
      listeners.add(listener);
      listener(last);
    });
  return {
    folder: site.folder,
    watch,
    until: (isWanted) => next((event) => (typeof event !== 'string' && isWanted(event) ? event : undefined)),
    failure: () => next((event) => (typeof event === 'string' ? event : undefined)),
  };
}

const shows = (address: string, text: string) => (site: Site) =>
  site.resources.has(address) && textAt(site, address).includes(text);
const lacks = (address: string) => (site: Site) => !site.resources.has(address);

describe('a folder of decks', () => {
  test('a changed deck is compiled anew', async () => {
    const { folder, until } = await watched({ 'a/deck.md': '# One' });
    folder.write({ 'a/deck.md': '# Two' });
    await until(shows('/a/', 'Two'));
  });

  test('an editor’s rename over a deck is seen, again and again', async () => {
    const { folder, until } = await watched({ 'a/deck.md': '# One' });
    for (const text of ['Two', 'Three']) {
      folder.write({ 'a/.deck.md.swp': `# ${text}` });
      renameSync(folder.at('a/.deck.md.swp'), folder.at('a/deck.md'));
      await until(shows('/a/', text));
    }
  });

  test('a new deck appears, a deleted one goes', async () => {
    const { folder, until } = await watched({ 'a.md': '# A' });
    folder.write({ 'b/deck.md': '# B', 'b/img/x.png': '' });
    await until(shows('/b/', 'B'));
    folder.write({ 'b/img/y.png': '' });
    await until((site) => site.resources.has('/b/img/y.png'));
    folder.remove('b');
    await until(lacks('/b/'));
  });

  test('a broken deck is told of, and heals', async () => {
    const { folder, until } = await watched({ 'a.md': '# A' });
    folder.write({ 'a.md': '---\ntitle: "x\n---\n# A' });
    const broken = await until((site) => site.resources.get('/a/')?.status === 500);
    expect(broken.decks[0]?.errors[0]).toMatch(/^a\.md:\d+:\d+: a quotation mark is not closed/);
    folder.write({ 'a.md': '# Healed' });
    await until(shows('/a/', 'Healed'));
  });

  test('a style sheet, a picture and site.yml are seen', async () => {
    const { folder, until } = await watched({
      'a/deck.md': '---\ncss: own.css\n---\n# A',
      'a/own.css': '.one{color:red}',
      'a/x.csv': '',
    });
    folder.write({ 'a/own.css': '.two { color: red }' });
    await until(shows('/a/', '.two'));
    folder.write({ 'a/new.png': '' });
    await until((site) => site.resources.has('/a/new.png'));
    folder.write({ 'site.yml': 'title: Talks of mine' });
    await until(shows('/', 'Talks of mine'));
  });

  test('a malformed site.yml leaves the former site, and says why', async () => {
    const { folder, failure, until } = await watched({ 'a.md': '# A' });
    folder.write({ 'site.yml': '- a list' });
    expect(await failure()).toBe('site.yml must be a mapping: lines such as `title: My talks`.');
    folder.write({ 'site.yml': 'title: Mended' });
    await until(shows('/', 'Mended'));
  });

  test('a folder that goes away and comes back is served again', async () => {
    const { folder, failure, until } = await watched({ 'talks/a.md': '# A' }, 'talks');
    for (const text of ['Back', 'Back again']) {
      folder.remove('talks');
      expect(await failure()).toMatch(/^There is no /);
      folder.write({ 'talks/a.md': `# ${text}` });
      await until(shows('/a/', text));
    }
    folder.write({ 'talks/a.md': '# Changed' });
    await until(shows('/a/', 'Changed'));
  });
});

test('a single file and the pictures beside it are watched', async () => {
  const { folder, until } = await watched({ 'a.md': '# One\n\n![x](img/x.png)', 'img/y.png': '' }, 'a.md');
  folder.write({ 'a.md': '# Two\n\n![x](img/x.png)' });
  await until(shows('/a/', 'Two'));
  folder.write({ 'img/x.png': '' });
  await until((site) => site.resources.has('/a/img/x.png'));
});

test('a shared picture that changes has another address, for whoever has seen it', async () => {
  const { folder, watch, until } = await watched({
    'a/deck.md': '![A picture](/img/x.png)',
    'img/x.png': drawPicture(1),
  });
  watch.openInDev('a');
  await until(({ decks }) => decks[0]?.content !== undefined);
  folder.write({ 'img/x.png': drawPicture(2) });
  await until(shows('/a/', '../img/x.png?v='));
});
