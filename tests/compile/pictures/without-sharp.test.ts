/** Where the library for pictures has no part for the machine, they are served as they are, and one sentence says so. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PicturesLater } from '../../../server/compile/pictures/background-queue.ts';
import { finishPictures } from '../../../server/compile/pictures/make-picture.ts';
import { createSite, type TestSite, textAt } from '../../setup/loading.ts';

vi.mock('sharp', () => {
  throw new Error('Could not load the "sharp" module using the linux-x64 runtime');
});

// The same function, which tells how often it was done.
vi.mock('../../../server/compile/pictures/make-picture.ts', async (original) => {
  const real = await original<typeof import('../../../server/compile/pictures/make-picture.ts')>();
  return { ...real, finishPictures: vi.fn(real.finishPictures) };
});

const SENTENCE = 'Pictures are served as they are: the package sharp has no part for this machine.';

/** A PNG's head tells its size, and so many bytes are worth making smaller. */
const large = (mark: number) => {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000320000001c20802000000', 'hex');
  return Buffer.concat([head, Buffer.alloc(60_000, mark)]);
};

let it: TestSite;
let reports: string[];
const report = (message: string) => reports.push(message);

beforeEach(() => {
  reports = [];
  it = createSite({
    'talk/deck.md': '# A\n\n![Pic](one.png) ![Pic](two.png)',
    'talk/one.png': large(1),
    'talk/two.png': large(2),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.mocked(finishPictures).mockClear();
  it.remove();
});

test('before a seal, all pictures stay as they are', async () => {
  const { site } = await it.load();
  const { cacheDirectory } = it.options;
  expect(site.pictures).toHaveLength(2);
  expect([await finishPictures(site.pictures, { cacheDirectory, report }), reports]).toEqual([0, [SENTENCE]]);
  const after = await it.load();
  expect(after.compiled).toEqual([]);
  expect(textAt(after.site, '/talk/')).toMatch(/ src="one.png" [^>]*width="800" height="450"/);
  expect(textAt(after.site, '/talk/')).not.toContain('srcset');
});

test('beside a running server, it is said once for all pictures and loads', async () => {
  const { site } = await it.load();
  let loads = 0;
  const { cacheDirectory } = it.options;
  const later = new PicturesLater({
    make: (picture, tell) => finishPictures([picture], { cacheDirectory, report: tell }),
    report,
    done: () => {
      loads += 1;
    },
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { mock } = vi.mocked(finishPictures);
  const settled = () => mock.settledResults.filter(({ type }) => type === 'fulfilled').length;
  later.ask(site.pictures);
  vi.runAllTimers();
  await vi.waitFor(() => expect(settled()).toBe(2), 30_000);
  await vi.waitFor(() => {
    later.ask([...site.pictures, { file: 'new.png', hash: 'new' }]);
    vi.runAllTimers();
    expect(settled()).toBe(3);
  }, 30_000);
  expect([reports, loads]).toEqual([[SENTENCE], 0]);
  later.close();
});

test('a logo of pixels is told as one that nobody looked at, and has no ground', async () => {
  it.folder.write({ 'talk/deck.md': '---\ntheme:\n  logo: one.png\n---\n# A' });
  const { site } = await it.load();
  expect(site.decks[0]?.diagnostics).toMatchObject([{ file: 'talk/deck.md', line: 3, rule: 'contrast' }]);
  expect(textAt(site, '/talk/')).not.toContain('--logo-ground');
});
