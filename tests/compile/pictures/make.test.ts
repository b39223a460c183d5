/** What is made of large pictures: once, beside the running server or before a seal, and offered by pages compiled after. */
import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishPictures } from '../../../server/compile/pictures/make-picture.ts';
import type { Site } from '../../../server/site/site.ts';
import { createSite, type TestSite, textAt } from '../../setup/loading.ts';
import { shown } from '../../setup/shown-slides.ts';

/** Encoding and compiling share two cores with whatever else is tested. */
const PATIENCE = 120_000;

const WIDTH = 800;
const HEIGHT = 450;
const BARS = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><path d="M9 9h90v90z" fill="#a33"/></svg>`;

let photo: Buffer;
let ground: Buffer;
let drawing: Buffer;
let it: TestSite;
let before: Site;
let after: Site;
let made: number;
let again: readonly string[];

beforeAll(async () => {
  const taken = () =>
    sharp(randomBytes(80 * 45 * 3), { raw: { width: 80, height: 45, channels: 3 } })
      .resize(WIDTH, HEIGHT)
      .jpeg({ quality: 97 })
      .toBuffer();
  [photo, ground] = [await taken(), await taken()];
  const drawn = (background: string) =>
    sharp({ create: { width: WIDTH, height: HEIGHT, channels: 4, background } })
      .composite([{ input: Buffer.from(BARS) }])
      .png({ compressionLevel: 0 })
      .toBuffer();
  drawing = await drawn('#f8f8f8');
  it = createSite({
    'talk/deck.md':
      '# A\n\n![Pic](photo.jpg)\n\n---\n\n![Pic](drawing.png) ![Pic](clear.png) ![Pic](broken.jpg) ![Pic](tiny.jpg)\n\n---\n\n![Pic](/img/photo.jpg?a&b) ![Pic](/img/later.png) ![Pic](/img/..%2ftalk/photo.jpg)',
    'talk/photo.jpg': photo,
    'talk/drawing.png': drawing,
    'talk/clear.png': await drawn('#0000'),
    'talk/broken.jpg': photo.subarray(0, photo.length / 2),
    'talk/tiny.jpg': await sharp(photo).resize(40).jpeg().toBuffer(),
    'img/photo.jpg': photo,
    'grounds/deck.md': [
      '<!-- .slide: data-background-image="photo.jpg" -->\n\n# A',
      '<!-- .slide: data-background="/img/photo.jpg" data-background-opacity="0.5" -->\n\n# B',
      '<!-- .slide: data-background-image="photo.jpg" data-background-size="auto" -->\n\n# C',
    ].join('\n\n---\n\n'),
    'grounds/photo.jpg': photo,
    'column/deck.html':
      '<section data-background-image="only.jpg"><section><h2>A</h2></section><section>B</section></section>',
    'column/only.jpg': ground,
    'held/deck.md':
      '---\naudience: shown-only\n---\n# A\n\n---\n\n# B\n\n![Pic](photo.jpg)\n\n---\n\n<!-- .slide: data-background-image="ground.jpg" -->\n\n# C',
    'held/photo.jpg': photo,
    'held/ground.jpg': ground,
  });
  ({ site: before } = await it.load());
  made = await finish(before);
  ({ site: after } = await it.load());
  again = (await it.load()).compiled;
}, PATIENCE);
afterAll(() => it.remove());

function finish(site: Site, more: { cacheDirectory?: string; report?: (message: string) => void } = {}) {
  const { cacheDirectory } = it.options;
  return finishPictures(site.pictures, { cacheDirectory, report: () => {}, ...more });
}

const imageOf = (site: Site, name: string, page = '/talk/') =>
  new RegExp(`<img[^>]* src="${name.replaceAll('?', '[?]')}"[^>]*>`).exec(textAt(site, page))?.[0] ?? '';
const offered = (image: string) =>
  [...image.matchAll(/(_\/picture\.\w+\.\d+\.(\w+)) (\d+)w/g)].map(
    ([, address = '', format = '', width = '']) => ({ address: `/${address}`, format, width }),
  );

describe('of large pictures', () => {
  test('each content is made once, and no start makes it again', async () => {
    expect([before.pictures.length, made, after.pictures, again]).toEqual([5, 5, [], []]);
    expect(await finish(before)).toBe(0);
  });

  test('a page offers modern ones of a photo, and its colours until it is there', () => {
    const image = imageOf(after, 'photo.jpg');
    expect(imageOf(before, 'photo.jpg')).not.toMatch(/srcset|--preview/);
    expect(offered(image).map(({ format, width }) => [format, width])).toEqual([
      ['avif', '640'],
      ['avif', '800'],
    ]);
    expect(image).toMatch(/ width="800" height="450" .*--preview:linear-gradient\(#[\da-f]{3},#[\da-f]{3}\)/);
  });

  test('the index and the speaker view offer the same, the index for the width of a cover', () => {
    const own = offered(imageOf(after, 'photo.jpg'));
    const cover = imageOf(after, './talk/photo.jpg', '/');
    expect([offered(cover), / sizes="(.*?)"/.exec(cover)?.[1]]).toEqual([own, '(max-width:45em) 100vw,24em']);
    expect(offered(imageOf(after, 'photo.jpg', '/talk/speaker'))).toEqual(own);
  });

  test('nothing changes for pages that are open: their revision and the picture’s own file stay', () => {
    const [one, other] = [before, after].map(({ decks, resources }) => [
      decks.map(({ revision }) => revision),
      resources.get('/talk/photo.jpg'),
    ]);
    expect(one).toEqual(other);
  });

  test('what is offered is published for ever, and is clearly smaller', () => {
    for (const { address } of offered(imageOf(after, 'photo.jpg'))) {
      const resource = after.resources.get(address);
      expect(resource).toMatchObject({ type: 'image/avif', cache: 'immutable', reader: 'anyone' });
      const size = resource && 'file' in resource.body ? resource.body.size : Number.NaN;
      expect(size).toBeLessThanOrEqual(0.85 * photo.length);
    }
  });

  test('files of the whole site are offered like a deck’s own, and none by a way around', () => {
    const own = offered(imageOf(after, 'photo.jpg'));
    const shared = imageOf(after, '../img/photo.jpg?a&amp;b');
    expect(shared).toMatch(/ width="800" height="450" .*--preview:linear-gradient/);
    expect(offered(shared)).toEqual(own);
    expect(imageOf(after, '../img/..%2ftalk/photo.jpg')).not.toMatch(/srcset|width=|^$/);
  });

  test('a file of the whole site that appears later has its room, too', async () => {
    expect(imageOf(after, '../img/later.png')).not.toContain('width=');
    it.folder.write({ 'img/later.png': await sharp(photo).resize(40).png().toBuffer() });
    const { site, compiled } = await it.load();
    expect([imageOf(site, '../img/later.png'), compiled]).toEqual([
      expect.stringContaining('width="40"'),
      ['talk/deck.md'],
    ]);
    expect((await it.load()).compiled).toEqual([]);
  });

  test('a drawing loses nothing', async () => {
    const widest = offered(imageOf(after, 'drawing.png')).at(-1);
    const body = after.resources.get(widest?.address ?? '')?.body;
    if (!body || !('file' in body)) throw new Error('It is not kept in a file.');
    const pixels = (from: string | Buffer) => sharp(from).removeAlpha().raw().toBuffer();
    expect([widest?.format, (await pixels(body.file)).equals(await pixels(drawing))]).toEqual(['webp', true]);
  });

  test('what can be seen through has no colours behind it', () => {
    expect(offered(imageOf(after, 'clear.png'))).not.toEqual([]);
    expect(imageOf(after, 'clear.png')).not.toContain('--preview');
  });

  test('damaged and small ones are served as they are', () => {
    for (const name of ['broken.jpg', 'tiny.jpg']) expect(imageOf(after, name)).toBe(imageOf(before, name));
  });

  test('a deck that holds back holds back what is made, too', async () => {
    const own = [...after.resources].filter(([address]) => address.startsWith('/held/_/picture.'));
    expect(own.map(([, { reader }]) => reader)).toEqual(Array(4).fill('presenter'));
    const held = after.held.get('held');
    const sentAfter = (...slides: string[]) =>
      Promise.all(own.map(([address]) => held?.answer(address, shown(...slides), '')));
    expect(await sentAfter()).toEqual(Array(4).fill(undefined));
    const sent = { cache: 'never', type: 'image/avif' };
    expect(await sentAfter('b')).toMatchObject([sent, sent, undefined, undefined]);
    expect(await sentAfter('c')).toMatchObject([undefined, undefined, sent, sent]);
    expect(await sentAfter('b', 'c')).toMatchObject(Array(4).fill(sent));
  });

  test('nothing is made of a file that was changed since', async () => {
    const cacheDirectory = it.folder.at('elsewhere');
    const changed = before.pictures.map((picture) => ({ ...picture, hash: 'of another content' }));
    expect(await finish({ ...before, pictures: changed }, { cacheDirectory })).toBe(0);
  });

  test('nothing is made where nothing can be kept, and one sentence says so', async () => {
    const reports: string[] = [];
    const cacheDirectory = it.folder.at('talk/deck.md');
    const report = (message: string) => reports.push(message);
    expect([await finish(before, { cacheDirectory, report }), reports]).toEqual([
      0,
      ["Pictures are served as they are: smaller ones can't be kept (ENOTDIR)."],
    ]);
  });
});

describe('of pictures behind slides', () => {
  const sections = (page: string) => [...page.matchAll(/<section[^>]* data-background[^>]*>/g)].map(String);
  const choice = (section = '') =>
    [...(/ data-background-srcset="([^"]*)"/.exec(section)?.[1] ?? '').split(',')].map((each) =>
      each.replace(/\w{16,}|(?<=picture[.])\w+/, '#'),
    );
  const made = ['../_/picture.#.640.avif 640w', '../_/picture.#.800.avif 800w'];

  test('a page names the smaller files beside the picture’s own', () => {
    const [first, second, third] = sections(textAt(after, '/grounds/'));
    expect(choice(first)).toEqual(made);
    expect(first).toMatch(/ data-background-image="photo.jpg" .*data-background-preview="linear-gradient/);
    expect(choice(second)).toEqual(made);
    expect(second).toContain(' data-background-image="../img/photo.jpg"');
    expect(second).not.toMatch(/ data-background=|-preview/);
    // Its pixels are part of how it looks.
    expect(third).not.toContain('srcset');
  });

  test('so it does behind a column, of a picture that nothing else shows', () => {
    expect(choice(sections(textAt(after, '/column/'))[0])).toEqual(made);
  });

  test('only such pages have the script that chooses, and their policy lets it run', () => {
    const scriptOf = (site: Site, deck: string) =>
      /<script id="painter">(.*?)<\/script>/s.exec(textAt(site, deck))?.[1] ?? '';
    expect(scriptOf(before, '/grounds/')).toBe(scriptOf(after, '/talk/'));
    expect(scriptOf(after, '/grounds/')).toContain(scriptOf(after, '/talk/'));
    for (const deck of ['/grounds/', '/talk/']) {
      const digest = createHash('sha256').update(scriptOf(after, deck)).digest('base64');
      expect(after.resources.get(deck)?.headers['content-security-policy']).toContain(digest);
    }
  });

  test('the index and the speaker’s view have them, too', () => {
    expect(textAt(after, '/')).toMatch(
      /image-set\(url\(&quot;[.]\/_\/picture[.]\w+[.]640[.]avif&quot;\) type\(&quot;image\/avif&quot;\),url\(&quot;[.]\/grounds\/photo[.]jpg&quot;\) 1x\)/,
    );
    expect(choice(sections(textAt(after, '/grounds/speaker'))[0])).toEqual(made);
  });

  test('who keeps the deck keeps one of them', () => {
    const { files }: { files: unknown[] } = JSON.parse(textAt(after, '/column/offline.json'));
    const names = files.map((each) => [each].flat().map((file) => `${file}`.replace(/\w{16}/, '#')));
    expect(names.filter((group) => /jpg|avif/.test(group.join()))).toEqual([
      ['../_/picture.#.640.avif', '../_/picture.#.800.avif', './only.jpg?#'],
    ]);
    expect(names.join()).toContain('../_/backgrounds.');
    expect(textAt(after, '/talk/offline.json')).not.toContain('_/backgrounds.');
  });
});
