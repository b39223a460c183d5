/** Faults of ours beside a running server: told as what they are, and the server goes on. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { factsOf, settingsOfBroken } from '../../server/compile/model/facts.ts';
import { PicturesLater } from '../../server/compile/pictures/background-queue.ts';
import { finishPictures } from '../../server/compile/pictures/make-picture.ts';
import { loadSite } from '../../server/site/load.ts';
import { createLoader } from '../../server/site/loader.ts';
import { watchSite } from '../../server/site/watch/watch.ts';
import { createFolder } from '../setup/folder.ts';

vi.mock('../../server/compile/pictures/make-picture.ts', () => ({ finishPictures: vi.fn() }));
vi.mock('../../server/site/load.ts', () => ({ loadSite: vi.fn() }));

const folder = createFolder({ 'a.md': '# A' });
const paths = { path: folder.path, buildDirectory: folder.at('build'), cacheDirectory: folder.at('cache') };
const fault = new TypeError('x is not a function');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.mocked(loadSite).mockReset();
  vi.mocked(finishPictures).mockReset();
});

test('a picture at which something goes wrong is told of, and the next is made', async () => {
  vi.mocked(finishPictures).mockRejectedValueOnce(fault).mockResolvedValue(1);
  const told: unknown[] = [];
  await new Promise<void>((done) => {
    const later = new PicturesLater({
      make: createLoader(paths).makePicture,
      report: (...said) => told.push(said),
      done,
    });
    later.ask(['one', 'two'].map((hash) => ({ file: `${hash}.png`, hash })));
    vi.runAllTimers();
  });
  expect(told).toEqual([['one.png is served as it is: something went wrong inside Lectern.', fault]]);
  expect(vi.mocked(finishPictures).mock.calls.map(([[picture]]) => picture?.hash)).toEqual(['one', 'two']);
});

test.each([
  ['is told as one', fault, ["The site can't be loaded: something went wrong inside Lectern.", fault]],
  [
    'is told from a disk that fails',
    Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' }),
    ["The site can't be loaded: EIO: i/o error, read.", undefined],
  ],
])('a fault while the site is loaded %s, and the next save is seen', async (_, thrown, expected) => {
  vi.mocked(loadSite)
    .mockRejectedValueOnce(thrown)
    .mockResolvedValue({ decks: [], pictures: [] } as never);
  const told = vi.fn();
  const changed = vi.fn();
  const watch = watchSite(paths, createLoader(paths), {
    failed: (reason, why) => told(reason, why),
    changed,
  });
  vi.runOnlyPendingTimers();
  await vi.waitFor(() => expect(told.mock.calls).toEqual([expected]));
  folder.write({ 'a.md': '# Saved' });
  await vi.waitFor(() => {
    vi.runOnlyPendingTimers();
    expect(changed).toHaveBeenCalled();
  });
  watch.close();
});

test('of a deck that does not compile, mistakes of its author are passed over, and faults are not', () => {
  const broken = (readLayers: () => { layers: [] }) =>
    settingsOfBroken({ shown: 'a.md', text: '---\ntitle: [A\n---', readLayers });
  expect(
    factsOf(
      'a',
      broken(() => ({ layers: [] })),
    ).title,
  ).toBe('a');
  const faulty = () => {
    throw fault;
  };
  expect(() => broken(faulty)).toThrow(fault);
});
