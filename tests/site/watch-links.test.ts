/**
 * Links among what decks are made of: what changes where they lead is a save. Time stands still, but for what is due when
 * nothing has happened: so nothing but an event of the system brings a new site.
 */
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Site } from '../../server/site/site.ts';
import { type SiteWatch, watchSite } from '../../server/site/watch.ts';
import { drawPicture } from '../bench/picture.ts';
import type { Files, TestFolder } from '../setup/folder.ts';
import { createSite, problemsOf, type TestSite, textAt } from '../setup/loading.ts';

const open: { readonly site: TestSite; readonly watch: SiteWatch }[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const { site, watch } of open.splice(0)) {
    watch.close();
    site.remove();
  }
});

interface Still {
  readonly folder: TestFolder;
  /** The site as it is now. */
  readonly now: Site;
  /** Does something, and answers the site once that was noticed and there is nothing more to do. */
  upon(act: (folder: TestFolder) => void): Promise<Site>;
}

/** Watches a site in which nothing is left to be done. */
async function still(files: Files, path: string): Promise<Still> {
  const site = createSite(files);
  const options = { ...site.options, path: site.folder.at(path), encodes: false };
  let now = (await site.load(options)).site;
  let heard = () => {};
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const watch = watchSite(options, {
    changed(next) {
      now = next;
      heard();
    },
    failed(reason) {
      throw new Error(reason);
    },
  });
  open.push({ site, watch });
  const settle = async () => {
    while (vi.getTimerCount() > 0) {
      const loaded = new Promise<void>((resolve) => {
        heard = resolve;
      });
      vi.runOnlyPendingTimers();
      await loaded;
      await setImmediate();
    }
  };
  watch.want('a');
  await settle();
  return {
    folder: site.folder,
    get now() {
      return now;
    },
    async upon(act) {
      act(site.folder);
      while (vi.getTimerCount() === 0) await setImmediate();
      await settle();
      return now;
    },
  };
}

describe('a deck’s folder', () => {
  test('that links to an included file', async () => {
    const { now, upon } = await still(
      {
        'talks/a/deck.md': '<!-- include: part.md -->',
        'talks/a/part.md': { link: '../parts/part.md' },
        'talks/parts/part.md': '# One',
      },
      'talks/a',
    );
    expect(textAt(now, '/a/')).toContain('One');
    const site = await upon((folder) => folder.write({ 'talks/parts/part.md': '# Two' }));
    expect(textAt(site, '/a/')).toContain('Two');
  });

  test('that links to a link', async () => {
    const { upon } = await still(
      {
        'talks/a/deck.md': '<!-- include: part.md -->',
        'talks/a/part.md': { link: '../links/part.md' },
        'talks/links/part.md': { link: '../parts/part.md' },
        'talks/parts/part.md': '# One',
        'talks/other/part.md': '# Two',
      },
      'talks/a',
    );
    const other = await upon((folder) => {
      folder.remove('talks/links/part.md');
      folder.write({ 'talks/links/part.md': { link: '../other/part.md' } });
    });
    expect(textAt(other, '/a/')).toContain('Two');
    const site = await upon((folder) => folder.write({ 'talks/other/part.md': '# Three' }));
    expect(textAt(site, '/a/')).toContain('Three');
  });

  test('that links to a style sheet', async () => {
    const { upon } = await still(
      {
        'talks/a/deck.md': '---\ncss: own.css\n---\n# A',
        'talks/a/own.css': { link: '../styles/own.css' },
        'talks/styles/own.css': '.one { color: red }',
      },
      'talks/a',
    );
    const site = await upon((folder) => folder.write({ 'talks/styles/own.css': '.two { color: red }' }));
    expect(textAt(site, '/a/')).toContain('.two');
  });

  test('that links to what is not there yet', async () => {
    const { now, upon } = await still(
      { 'talks/a/deck.md': '<!-- include: part.md -->', 'talks/a/part.md': { link: '../later/part.md' } },
      'talks/a',
    );
    expect(problemsOf(now).join()).toContain('there is no file `part.md` to include');
    const site = await upon((folder) => folder.write({ 'talks/later/part.md': '# There' }));
    expect(textAt(site, '/a/')).toContain('There');
  });

  test('that links to a picture in a folder of its own that is not watched', async () => {
    const { upon } = await still(
      {
        'talks/a/deck.md': '![A picture](pic.png)',
        'talks/a/pic.png': { link: 'dist/pic.png' },
        'talks/a/dist/pic.png': drawPicture(1),
      },
      'talks',
    );
    const site = await upon((folder) => folder.write({ 'talks/a/dist/pic.png': drawPicture(2) }));
    expect(textAt(site, '/a/')).toContain('pic.png?v=');
  });
});

test('a picture beside an included file may be a link', async () => {
  const { upon } = await still(
    {
      'talks/a/deck.md': '<!-- include: ../parts/part.md -->',
      'talks/parts/part.md': '![A picture](pic.png)',
      'talks/parts/pic.png': { link: '../img/pic.png' },
      'talks/img/pic.png': drawPicture(1),
    },
    'talks/a',
  );
  const site = await upon((folder) => folder.write({ 'talks/img/pic.png': drawPicture(2) }));
  expect(textAt(site, '/a/')).toContain('pic.png?v=');
});

test('a picture beside a single file may be a link far down', async () => {
  const { upon } = await still(
    {
      'a.md': '![A picture](pic.png)',
      'pic.png': { link: 'x/y/z/pic.png' },
      'x/y/z/pic.png': drawPicture(1),
    },
    'a.md',
  );
  const site = await upon((folder) => folder.write({ 'x/y/z/pic.png': drawPicture(2) }));
  expect(textAt(site, '/a/')).toContain('pic.png?v=');
});

test('a single file may be a link to anywhere', async () => {
  const { upon } = await still(
    { 'talks/a.md': { link: '../elsewhere/a.md' }, 'elsewhere/a.md': '# One' },
    'talks/a.md',
  );
  const site = await upon((folder) => folder.write({ 'elsewhere/a.md': '# Two' }));
  expect(textAt(site, '/a/')).toContain('Two');
});
