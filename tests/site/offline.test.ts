/** The list of what a deck needs where there is no network. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WORKER } from '../../server/site/client-files.ts';
import type { Site } from '../../server/site/site.ts';
import { OFFLINE_LIST } from '../../server/wire/offline-list.ts';
import { siteMaker, textAt } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterAll(remove);

/** A list, names without their hashes. */
function listAt(site: Site, deck: string): (string | string[])[] {
  const { files }: { files: (string | string[])[] } = JSON.parse(textAt(site, deck + OFFLINE_LIST));
  const bare = (file: string) =>
    file.replace(/(?<=_\/[\w-]+)\.[\w-]+(?=\.\w+$)/, '').replace(/\?[0-9a-f]{16}$/, '?#');
  return files.map((each) => (typeof each === 'string' ? bare(each) : each.map(bare)));
}

let site: Site;
beforeAll(async () => {
  const loaded = await siteOf({
    'talk/deck.md': [
      '---\ncss: talk.css\n---\n\n# One $x$\n\nNote: ![](noted.png)',
      '![](pic.png) ![](pic.png) <img src="a b.png"> ![](/img/logo.png) [paper](paper.pdf) [deck](../other/)',
      '<img src="small.png" srcset="small.png 640w, large.png 1280w"> <audio src="ring.mp3"></audio>',
      '<video src="short.mp4" poster="still.png"></video> <video src="long.mp4"></video>',
      '<!-- .slide: data-background-image="ground.png" -->\n\n<iframe data-src="demo/page.html"></iframe>',
      '<!-- .slide: data-visibility="hidden" -->\n\n![](hidden.png)',
    ].join('\n\n---\n\n'),
    'talk/talk.css': '.reveal h1 { background: url(style.png) }',
    ...Object.fromEntries(
      ['noted', 'pic', 'a b', 'small', 'large', 'still', 'ground', 'hidden', 'style', 'unnamed'].map(
        (name) => [`talk/${name}.png`, name],
      ),
    ),
    'talk/demo/page.html': '<script src="run.js"></script><link href="../a%20b.png">',
    'talk/paper.pdf': '',
    'talk/ring.mp3': '',
    'talk/short.mp4': '',
    'talk/long.mp4': Buffer.alloc(5_000_001),
    'img/logo.png': '',
    'other.md': '# Other',
    'broken.md': '---\ntheme: [\n---\n',
    'held.md': '---\naudience: shown-only\n---\n\n# One',
  }).load();
  site = loaded.site;
});

test('it names all that a deck shows and runs, once, and nothing else', () => {
  const files = listAt(site, '/talk/');
  const own = files.filter((file) => typeof file !== 'string' || !file.startsWith('../_/'));
  expect(own).toEqual([
    ...['./style.png?#', './pic.png?#', './a%20b.png?#', '../img/logo.png?#', './still.png?#'],
    ...['./ground.png?#', './demo/page.html?#', ['./small.png?#', './large.png?#']],
    ...['./ring.mp3?#', './short.mp4?#', './?#'],
  ]);
  const shared = files.filter((file) => typeof file === 'string' && file.startsWith('../_/'));
  expect(shared).toEqual(expect.arrayContaining(['../_/deck.js', '../_/join.js', '../_/extras.js']));
  expect(shared.join()).toMatch(/katex.*\.woff2/);
  expect(shared.join()).not.toMatch(/casts|code-lines|diagrams|own-script|shown|speaker|\/main\.|sw\./);
  expect(new Set(files).size).toBe(files.length);
});

test('another content is another version, of the file and of the list', async () => {
  const it = siteOf({ 'talk/deck.md': '![](pic.png)', 'talk/pic.png': 'one' });
  const before = (await it.load()).site.resources.get('/talk/offline.json')?.etag;
  it.folder.write({ 'talk/pic.png': 'another' });
  const { site } = await it.load();
  expect(site.resources.get('/talk/offline.json')?.etag).not.toBe(before);
  expect(textAt(site, '/talk/offline.json')).toContain(
    `./pic.png?${site.resources.get('/talk/pic.png')?.etag.replaceAll('"', '')}`,
  );
});

test('a deck that does not compile, or holds slides back, has none', () => {
  const lists = [...site.resources.keys()].filter((address) => address.endsWith(OFFLINE_LIST));
  expect(lists.sort()).toEqual(['/other/offline.json', '/talk/offline.json']);
  expect(textAt(site, '/other/')).toContain(' data-kept');
  expect(textAt(site, '/held/')).not.toContain(' data-kept');
  expect(site.resources.get(WORKER)).toMatchObject({ cache: 'revalidate', reader: 'anyone' });
});

test('the only deck’s list is at the site’s own address', async () => {
  const { site } = await siteOf({ 'talk/deck.md': '![](pic.png)', 'talk/pic.png': '' }).load({
    only: 'talk',
  });
  expect(listAt(site, '/')).toEqual(expect.arrayContaining(['./_/deck.js', './pic.png?#', './?#']));
});
