/** Fonts are cut in threads, which outlive a font that cannot be read. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { convertInThread, subsetInThread } from '../../server/bundle/fonts/font-threads.ts';

const { resolve } = createRequire(import.meta.url);
const LATO = readFileSync(resolve('@fontsource/lato/files/lato-latin-400-normal.woff2'));

test('several fonts are cut at once, each request gets its own answer, and a broken font only its error', async () => {
  const sfnt = await convertInThread(LATO, 'sfnt', 'woff2');
  const cut = (text: string) => subsetInThread(sfnt, text, { targetFormat: 'woff2' });
  const [broken, few, many] = await Promise.allSettled([
    convertInThread(Buffer.from('no font'), 'sfnt', 'woff2'),
    cut('ab'),
    cut('abcdefghijklmnopqrstuvwxyz'),
  ]);
  expect(broken).toMatchObject({ status: 'rejected', reason: expect.any(Error) });
  const sizes = [few, many].map((each) => (each.status === 'fulfilled' ? each.value.length : 0));
  expect(sizes[0]).toBeGreaterThan(0);
  expect(sizes[1]).toBeGreaterThan(sizes[0] ?? 0);
});
