/** What `serve` says of decks of other tools: the command that makes a deck of each, and nothing of ours. */
import { fileURLToPath } from 'node:url';
import { afterEach, expect, inject, test } from 'vitest';
import { importOffers } from '../../server/commands/import-offers.ts';
import { discover } from '../../server/files/discover.ts';
import { loadSite } from '../../server/site/load.ts';
import { createCache } from '../setup/cache.ts';
import { siteMaker } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

test('each deck that is certainly another tool’s has its command, once', async () => {
  const made = siteOf({
    'a.md': '---\nmarp: true\n---\n# A\n',
    'b/slides.md': '# A\n\n---\nlayout: two-cols\n---\n# B\n\n---\nlayout: center\n---\n# C\n',
    'c.md': '---\nslideOptions: { theme: white }\n---\n# C\n',
    'ours.md': '# A\n\n---\n\n{.columns}\n\n# B\n\n***\n\nright\n',
  });
  const { site } = await made.load();
  const at = (path: string) => made.folder.at(path);
  expect(importOffers(site, made.folder.path)).toEqual([
    `${at('a.md')} was written for Marp. This makes a deck of it: lectern import ${at('a.md')}`,
    `${at('b/slides.md')} was written for Slidev. This makes a deck of it: lectern import ${at('b/slides.md')}`,
    `${at('c.md')} was written for HedgeDoc. This makes a deck of it: lectern import ${at('c.md')}`,
  ]);
  const { site: one } = await made.load({ path: at('b') });
  expect(importOffers(one, at('b'))).toEqual([
    `${at('b/slides.md')} was written for Slidev. This makes a deck of it: lectern import ${at('b/slides.md')}`,
  ]);
});

test('nothing is said of the decks that ship', async () => {
  const cache = createCache(inject('buildDirectory'));
  const path = fileURLToPath(new URL('../../decks', import.meta.url));
  const site = await loadSite({ path, buildDirectory: inject('buildDirectory'), cacheDirectory: cache.path });
  expect(importOffers(site, path)).toEqual([]);
  cache.remove();
});

test.each([
  ['talk.qmd', 'Quarto'],
  ['my talk.Rmd', 'R Markdown'],
  ['talk.pptx', 'PowerPoint'],
])('%s as PATH is told, alone and in its folder', (name, tool) => {
  const { folder } = siteOf({ [name]: '# A' });
  const file = folder.at(name);
  const quoted = name.includes(' ') ? `"${file}"` : file;
  const sentence = `${file} was written for ${tool}. This makes a deck of it: lectern import ${quoted}`;
  expect(() => discover(file)).toThrow(sentence);
  expect(() => discover(folder.path)).toThrow(
    `There is no deck in ${folder.path}. A deck is a folder with a deck.md, or a file such as talk.md. ${sentence}`,
  );
});
