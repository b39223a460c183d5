/** A company's logo: from `site.yml` on every deck, and on a ground of its own where a dark one would be lost. */
import sharp from 'sharp';
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

/** Letters without a ground, or on one that fills the picture up to its round corners. */
const picture = (letters: string, ground = 'none') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90"><rect width="300" height="90" rx="9" fill="${ground}"/><path d="M20 20H50V70H20ZM70 20H100V70H70ZM120 50H220V70H120Z" fill="${letters}"/></svg>`,
    ),
  )
    .png()
    .toBuffer();

test('so have logos of pixels, by those that are visible; one with a ground of its own has no other', async () => {
  const pictures = {
    'dark.png': [await picture('#222'), '#0000'],
    'white.png': [await picture('#fff'), '#161412'],
    'bright.png': [await picture('#ffb000'), undefined],
    'card.png': [await picture('#222', '#fff'), undefined],
    'night.png': [await picture('#fff', '#123'), undefined],
    'photo.jpg': [
      await sharp(await picture('#000'))
        .flatten({ background: '#fff' })
        .jpeg()
        .toBuffer(),
      undefined,
    ],
    'damaged.png': [(await picture('#222')).subarray(0, 60), undefined],
  } as const;
  const test = siteOf(
    Object.fromEntries(
      Object.entries(pictures).flatMap(([name, [bytes]]) => [
        [name, bytes],
        [`${name.replace('.', '-')}.md`, `---\ntheme: { logo: ${name} }\n---\n# A`],
      ]),
    ),
  );
  const plates = async () => {
    const { site } = await test.load();
    expect(site.decks.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    return Object.keys(pictures).map((name) => [
      name,
      PLATE.exec(textAt(site, `/${name.replace('.', '-')}/`))?.[1],
    ]);
  };
  expect(await plates()).toEqual(Object.entries(pictures).map(([name, [, plate]]) => [name, plate]));
  // As another start finds it.
  test.folder.write({ 'dark.png': await picture('#fff') });
  expect((await plates())[0]).toEqual(['dark.png', '#161412']);
});

test('a logo that is not there is told at its line of site.yml', async () => {
  const { site } = await siteOf({
    'site.yml': 'defaults:\n  theme:\n    logo: brand/lgo.svg\n',
    'brand/logo.svg': drawing('#222'),
    'a/deck.md': '# A',
  }).load();
  expect(site.decks[0]?.diagnostics).toMatchObject([{ file: 'site.yml', line: 3, rule: 'missing-file' }]);
});
