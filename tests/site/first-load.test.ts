/** The first load of a server that remembers nothing: quick, so that a talk can begin; then full, as if it had been so from the start. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadSite } from '../../server/site/load.ts';
import type { Site } from '../../server/site/site.ts';
import { SiteHistory } from '../../server/site/site-history.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { bytesOf, hashedBodies, siteMaker } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
const caches: TestFolder[] = [];
afterEach(() => {
  remove();
  for (const cache of caches.splice(0)) cache.remove('');
});

/** Returns a folder that remembers nothing, not even the fonts of other tests. */
function emptyCache(): string {
  const cache = createFolder({});
  caches.push(cache);
  return cache.path;
}

const files = {
  'site.yml': 'title: Talks\n',
  'a/deck.md': '# Žluťoučký kůň\n\nNote: only for the presenter\n\n---\n\n## `code` and *more*',
  'b/deck.md': '---\naudience: shown-only\n---\n\n# Held\n\n---\n\n## Until shown',
};

/** Returns whether a text is compressed, by address. */
function compressed(site: Site) {
  const pages = ['/', '/a/', '/a/speaker'].map((address) => site.resources.get(address)?.body);
  return pages.map((body) => body !== undefined && 'brotli' in body && body.brotli !== undefined);
}

function fontsOf(site: Site): Buffer[] {
  const fonts = [...site.resources].filter(([address]) => address.endsWith('.woff2'));
  return fonts.map(([, font]) => Buffer.from(bytesOf(font)));
}

test('has whole fonts and plain pages, and a full load after it all that a full one has at once', async () => {
  const { folder, options } = siteOf(files);
  const once = { ...options, cacheDirectory: emptyCache() };
  const history = new SiteHistory({ ...once, root: folder.path, encodes: true });
  const quick = await loadSite(once, { history, pass: 'quick' });
  expect([compressed(quick), history.complete]).toEqual([[false, false, false], false]);
  const { resolve } = createRequire(import.meta.url);
  const packaged = join(
    dirname(resolve('@fontsource-variable/atkinson-hyperlegible-next/unicode.json')),
    'files',
  );
  const whole = readdirSync(packaged).map((name) => readFileSync(join(packaged, name)));
  expect(fontsOf(quick).filter((font) => whole.some((file) => file.equals(font)))).not.toEqual([]);

  const full = await loadSite(once, { history });
  expect([compressed(full), history.complete]).toEqual([[true, true, true], true]);
  const again = { ...options, cacheDirectory: emptyCache() };
  const atOnce = await loadSite(again, {
    history: new SiteHistory({ ...again, root: folder.path, encodes: true }),
  });
  // A held page has functions, which are never the same.
  const [own, other] = [full, atOnce].map((site) => hashedBodies({ ...site, held: new Map() }));
  expect(own).toEqual(other);
});
