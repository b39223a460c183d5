/** Files that several processes may write at once. */
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { PictureStore } from '../../server/compile/pictures/store.ts';
import { writeAtomically } from '../../server/files/write-atomically.ts';
import { createFolder } from '../setup/folder.ts';

vi.mock(import('node:fs'), async (original) => {
  const real = await original();
  return { ...real, renameSync: vi.fn(real.renameSync) };
});

const folder = createFolder({ 'taken/x': '' });
afterEach(() => {
  vi.mocked(renameSync).mockClear();
  folder.remove('pictures', 'a');
});

/** Does something between the writing of a file and its getting its name, as another process may. */
async function meanwhile(act: () => void): Promise<void> {
  const { renameSync: rename } = await vi.importActual<typeof import('node:fs')>('node:fs');
  vi.mocked(renameSync).mockImplementationOnce((from, to) => {
    act();
    rename(from, to);
  });
}

test('two processes may keep the same picture at once', async () => {
  const store = new PictureStore(folder.path);
  const encoded = { bytes: Buffer.from('bytes'), width: 10, format: 'webp' as const };
  await meanwhile(() => new PictureStore(folder.path).keep(encoded));
  const file = store.keep(encoded);
  expect(store.has(file)).toBe(true);
  expect(readdirSync(folder.at('pictures'))).toEqual([file.name]);
});

test('a file that is written again is at any time whole', async () => {
  writeAtomically(folder.at('a'), Buffer.from('one'));
  await meanwhile(() => expect(readFileSync(folder.at('a'), 'utf8')).toBe('one'));
  writeAtomically(folder.at('a'), Buffer.from('two'));
  expect(readFileSync(folder.at('a'), 'utf8')).toBe('two');
});

test('what cannot be written leaves nothing behind', () => {
  expect(() => writeAtomically(folder.at('taken'), Buffer.from('x'))).toThrow(
    /^EISDIR|^ENOTEMPTY|^EPERM|^EEXIST/,
  );
  expect(readdirSync(folder.path)).toEqual(['taken']);
});
