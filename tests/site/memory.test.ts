/** What is kept between starts: values by key, and files' hashes. */
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { FileIndex } from '../../server/site/files.ts';
import { Memory } from '../../server/site/memory.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';

const folders: TestFolder[] = [];
afterEach(() => {
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
    new Memory(path).write('key', value);
    expect(new Memory(path).read('key')).toEqual(value);
    expect(new Memory(path).read('other')).toBeUndefined();
  });

  test.each(['', 'x', 'not a value at all'])('an entry that became %j is absent', (damage) => {
    const folder = folderOf();
    const memory = new Memory(folder.path);
    memory.write('key', 'value');
    writeFileSync(folder.at('key'), damage);
    expect(memory.read('key')).toBeUndefined();
  });

  test('an entry cut short is absent', () => {
    const folder = folderOf();
    const memory = new Memory(folder.path);
    memory.write('key', [Buffer.alloc(100)]);
    writeFileSync(folder.at('key'), Buffer.alloc(50));
    expect(memory.read('key')).toBeUndefined();
  });

  test('a folder that can’t be made keeps nothing, and leaves nothing behind', () => {
    const folder = folderOf({ file: '' });
    const memory = new Memory(folder.at('file/below'));
    memory.write('key', 'value');
    expect(memory.read('key')).toBeUndefined();
    expect(readdirSync(folder.path)).toEqual(['file']);
  });

  test('makes once what many ask for at the same time', async () => {
    const memory = new Memory(folderOf().path);
    let made = 0;
    const ask = () => memory.remember('key', async () => ++made);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(1);
  });

  test('asks again after a failure', async () => {
    const memory = new Memory(folderOf().path);
    const failing = memory.remember('key', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await memory.remember('key', async () => 1)).toBe(1);
  });

  test('drops what was not used for a month; use renews', () => {
    const folder = folderOf();
    const memory = new Memory(folder.path);
    const old = new Date(Date.now() - 40 * DAY);
    for (const key of ['used', 'unused']) {
      memory.write(key, key);
      utimesSync(folder.at(key), old, old);
    }
    memory.read('used');
    memory.prune(Date.now());
    expect(readdirSync(folder.path)).toEqual(['used']);
  });
});

describe('the index of files', () => {
  test('sees a change of content, though size and modification time are the same', () => {
    const folder = folderOf({ 'a.png': 'one' });
    const index = new FileIndex(new Memory(folder.at('memory')), folder.path);
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
    const index = new FileIndex(new Memory(folder.at('memory')), folder.path);
    const [a, b, empty] = ['a.png', 'b.png', 'empty'].map((name) => index.look(folder.at(name)));
    expect(a?.hash).toBe(b?.hash);
    expect(empty).toMatchObject({ size: 0 });
  });

  test('a folder, a link to itself and what is gone are no files', () => {
    const folder = folderOf({ 'folder/': '', loop: { link: 'loop' } });
    const index = new FileIndex(new Memory(folder.at('memory')), folder.path);
    expect(['folder', 'loop', 'gone'].map((name) => index.look(folder.at(name)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a file larger than one read is hashed whole', () => {
    const large = Buffer.alloc(2_500_000, 1);
    const folder = folderOf({ 'a.mp4': large, 'b.mp4': large, 'c.mp4': Buffer.concat([large, large]) });
    const index = new FileIndex(new Memory(folder.at('memory')), folder.path);
    const [a, b, c] = ['a.mp4', 'b.mp4', 'c.mp4'].map((name) => index.look(folder.at(name))?.hash);
    expect([a === b, a === c]).toEqual([true, false]);
  });
});
