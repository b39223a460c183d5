/** An image as it is built: small, and the same each time. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { contentHash } from '../../server/files/hash.ts';
import { buildBoot } from '../setup/sealed.ts';
import { type BuiltImage, builtImage } from './image.ts';

/** Bytes of a disk that are still quickly copied to a server. */
const MOST = 42e6;

/** All but what names the folder that it is in: `lectern.cfg`. */
const FILES = ['initrd', 'lectern.qcow2', 'licenses.txt', 'vmlinuz'];

let built: BuiltImage;
beforeAll(async () => {
  built = await builtImage();
});

test('is no larger than 42 MB, as a disk and as kernel and initial RAM disk', () => {
  const size = (name: string) => statSync(join(built.image, name)).size;
  expect(size('lectern.qcow2')).toBeLessThanOrEqual(MOST);
  expect(size('vmlinuz') + size('initrd')).toBeLessThanOrEqual(MOST);
});

test('is the same byte for byte, wherever and whenever it is made', async () => {
  const again = await buildBoot(built.decks, built.at('again'));
  const hashes = (image: string) =>
    Object.fromEntries(FILES.map((name) => [name, contentHash(readFileSync(join(image, name)))]));
  expect(hashes(again.image)).toEqual(hashes(built.image));
});
