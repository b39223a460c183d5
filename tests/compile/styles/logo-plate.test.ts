/** A company's logo: from `site.yml` on every deck, and on a ground of its own where a dark one would be lost. */
import { afterEach, expect, test } from 'vitest';
import { siteMaker, textAt } from '../../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

const drawing = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"><circle r="1" fill="${colour}"/></svg>`;
const PLATE = /--logo-ground:\s*light-dark\((#\w+),/;

test('a dark logo of site.yml is on each deck, with a light ground where slides are dark, and a light one with a dark', async () => {
  const { site } = await siteOf({
    'site.yml': 'defaults: { theme: { logo: brand/logo.svg } }',
    'brand/logo.svg': drawing('#222'),
    'a/deck.md': '# A',
    'b.md': '---\ntheme: { logo: bright.svg }\n---\n# B',
    'bright.svg': drawing('#ffb000'),
    'c.md': '# C',
    'd.md': '---\ntheme: { logo: white.svg }\n---\n# D',
    'white.svg': drawing('#fff'),
  }).load();
  expect(site.decks.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  for (const [deck, name, inLight] of [
    ['/a/', 'logo.svg', '#0000'],
    ['/b/', 'bright.svg', undefined],
    ['/c/', 'logo.svg', '#0000'],
    ['/d/', 'white.svg', '#161412'],
  ] as const) {
    const page = textAt(site, deck);
    const [, written = ''] = new RegExp(`background:url\\("?([^")]*${name}[^")]*)"?\\)`).exec(page) ?? [];
    expect(site.resources.has(new URL(written, `http://x${deck}`).pathname), `${deck} ${written}`).toBe(true);
    expect(PLATE.exec(page)?.[1], deck).toBe(inLight);
  }
});

test('a logo that is not there is told at its line of site.yml', async () => {
  const { site } = await siteOf({
    'site.yml': 'defaults:\n  theme:\n    logo: brand/lgo.svg\n',
    'brand/logo.svg': drawing('#222'),
    'a/deck.md': '# A',
  }).load();
  expect(site.decks[0]?.diagnostics).toMatchObject([{ file: 'site.yml', line: 3, rule: 'missing-file' }]);
});
