/** What is kept between starts: values by key, and files' hashes. */
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DiskCache } from '../../server/files/disk-cache.ts';
import { FileIndex } from '../../server/files/file-index.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';

const folders: TestFolder[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const folder of folders.splice(0)) folder.remove('');
});

function folderOf(files = {}): TestFolder {
  const folder = createFolder(files);
  folders.push(folder);
  return folder;
}

const DAY = 24 * 60 * 60 * 1000;

describe('memory', () => {
  test('keeps values over restarts, bytes and maps too', () => {
    const { path } = folderOf();
    const value = { bytes: Buffer.from('x'), map: new Map([['a', 1]]), list: [undefined, null] };
    new DiskCache(path).write('key', value);
    expect(new DiskCache(path).read('key')).toEqual(value);
    expect(new DiskCache(path).read('other')).toBeUndefined();
  });

  test.each(['', 'x', 'not a value at all'])('an entry that became %j is absent', (damage) => {
    const folder = folderOf();
    const memory = new DiskCache(folder.path);
    memory.write('key', 'value');
    writeFileSync(folder.at('key'), damage);
    expect(memory.read('key')).toBeUndefined();
  });

  test('an entry cut short is absent', () => {
    const folder = folderOf();
    const memory = new DiskCache(folder.path);
    memory.write('key', [Buffer.alloc(100)]);
    writeFileSync(folder.at('key'), Buffer.alloc(50));
    expect(memory.read('key')).toBeUndefined();
  });

  test('a folder that can’t be made keeps nothing, and leaves nothing behind', () => {
    const folder = folderOf({ file: '' });
    const memory = new DiskCache(folder.at('file/below'));
    memory.write('key', 'value');
    expect(memory.read('key')).toBeUndefined();
    expect(readdirSync(folder.path)).toEqual(['file']);
  });

  test('makes once what many ask for at the same time', async () => {
    const memory = new DiskCache(folderOf().path);
    let made = 0;
    const ask = () => memory.remember('key', async () => ++made);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(1);
  });

  test('asks again after a failure', async () => {
    const memory = new DiskCache(folderOf().path);
    const failing = memory.remember('key', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await memory.remember('key', async () => 1)).toBe(1);
  });

  test('drops what was not used for a month; use renews', async () => {
    const folder = folderOf();
    const memory = new DiskCache(folder.path);
    const old = new Date(Date.now() - 40 * DAY);
    for (const key of ['used', 'unused']) {
      memory.write(key, key);
      utimesSync(folder.at(key), old, old);
    }
    memory.read('used');
    await memory.prune(Date.now());
    expect(readdirSync(folder.path)).toEqual(['pruned', 'used']);
  });

  test('looks through the folder once a day, whoever asks for it', async () => {
    const folder = folderOf();
    const old = new Date(Date.now() - 40 * DAY);
    const left = async (now: number) => {
      const memory = new DiskCache(folder.path);
      memory.write('unused', '');
      utimesSync(folder.at('unused'), old, old);
      await memory.prune(now);
      return readdirSync(folder.path).filter((name) => name !== 'pruned');
    };
    expect(await left(Date.now())).toEqual([]);
    expect(await left(Date.now())).toEqual(['unused']);
    expect(await left(Date.now() + 2 * DAY)).toEqual([]);
  });

  test('looks through the folder beside other work', async () => {
    const folder = folderOf();
    const memory = new DiskCache(folder.path);
    memory.write('unused', '');
    const old = new Date(Date.now() - 40 * DAY);
    utimesSync(folder.at('unused'), old, old);
    const pruned = memory.prune(Date.now());
    expect(readdirSync(folder.path)).toContain('unused');
    await pruned;
    expect(readdirSync(folder.path)).toEqual(['pruned']);
  });

  test('a value that can’t be stored is a fault, not a full disk', () => {
    const memory = new DiskCache(folderOf().path);
    expect(() => memory.write('key', () => {})).toThrow('() => {} could not be cloned.');
  });
});

describe('the index of files', () => {
  test('is written when it knows more, and not again', () => {
    const folder = folderOf({ 'a.png': 'one', 'b.png': 'two' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY });
    const written: string[] = [];
    class Noting extends DiskCache {
      override write(key: string): void {
        written.push(key);
      }
    }
    const index = new FileIndex(new Noting(folder.at('memory')), folder.path);
    const counts = ['a.png', 'a.png', 'b.png', 'a.png'].map((name) => {
      index.look(folder.at(name));
      index.save();
      return written.length;
    });
    expect(counts).toEqual([1, 1, 2, 2]);
  });

  test('sees a change of content, though size and modification time are the same', () => {
    const folder = folderOf({ 'a.png': 'one' });
    const index = new FileIndex(new DiskCache(folder.at('memory')), folder.path);
    const before = index.look(folder.at('a.png'));
    const { atime, mtime } = statSync(folder.at('a.png'));
    folder.write({ 'a.png': 'two' });
    utimesSync(folder.at('a.png'), atime, mtime);
    const after = index.look(folder.at('a.png'));
    expect(before?.size).toBe(after?.size);
    expect(before?.hash).not.toBe(after?.hash);
  });

  test('the same content has the same hash, wherever it is', () => {
    const folder = folderOf({ 'a.png': 'one', 'b.png': 'one', empty: '' });
    const index = new FileIndex(new DiskCache(folder.at('memory')), folder.path);
    const [a, b, empty] = ['a.png', 'b.png', 'empty'].map((name) => index.look(folder.at(name)));
    expect(a?.hash).toBe(b?.hash);
    expect(empty).toMatchObject({ size: 0 });
  });

  test('a folder, a link to itself and what is gone are no files', () => {
    const folder = folderOf({ 'folder/': '', loop: { link: 'loop' } });
    const index = new FileIndex(new DiskCache(folder.at('memory')), folder.path);
    expect(['folder', 'loop', 'gone'].map((name) => index.look(folder.at(name)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a file larger than one read is hashed whole', () => {
    const large = Buffer.alloc(2_500_000, 1);
    const folder = folderOf({ 'a.mp4': large, 'b.mp4': large, 'c.mp4': Buffer.concat([large, large]) });
    const index = new FileIndex(new DiskCache(folder.at('memory')), folder.path);
    const [a, b, c] = ['a.mp4', 'b.mp4', 'c.mp4'].map((name) => index.look(folder.at(name))?.hash);
    expect([a === b, a === c]).toEqual([true, false]);
  });
});
