/** Names in either of Unicode's forms lead to what is stored in the other. */
import { afterEach, describe, expect, test } from 'vitest';
import { checkSite } from '../../server/check/check-site.ts';
import { asStored, findName } from '../../server/files/unicode-names.ts';
import { openSite } from '../../server/site/load.ts';
import { drawPicture } from '../bench/picture.ts';
import { siteMaker, textAt } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

const [COMPOSED, DECOMPOSED] = ['größe'.normalize('NFC'), 'größe'.normalize('NFD')];

test('the very same name comes before one that looks alike', () => {
  expect(findName(COMPOSED, [DECOMPOSED, COMPOSED])).toBe(COMPOSED);
  expect(findName(COMPOSED, ['a', DECOMPOSED])).toBe(DECOMPOSED);
  expect(findName('grosse', [DECOMPOSED])).toBeUndefined();
});

describe.each([
  ['composed', 'decomposed', COMPOSED, DECOMPOSED],
  ['decomposed', 'composed', DECOMPOSED, COMPOSED],
])('what is written %s and stored %s', (_, __, written, stored) => {
  const deck = [
    `---\ncss: ${written}.css\nclient: ${written}.js\nfooter: "![F](${written}.png)"\n---`,
    `# A\n\n![P](${written}.png)\n\n<video src="${encodeURIComponent(written)}.webm"></video>`,
    `<!-- .slide: data-background-image="/${written}/${written}.png" -->\n\n# B`,
    `<!-- include: ${written}/part.md -->`,
    `# C\n\n[L](/${written}-talk/) [M](../${written}-single/) [N](${written}.pdf) ![S](/${written}/${written}.png)`,
  ].join('\n\n---\n\n');
  const files = {
    'a/deck.md': deck,
    [`a/${stored}.png`]: drawPicture(1),
    [`a/${stored}.pdf`]: 'x',
    [`a/${stored}.webm`]: 'x',
    [`a/${stored}.css`]: `@import "${written}/more.css"; .a { background: url(${written}.png) }`,
    [`a/${stored}/more.css`]: `.b { background: url(../../${written}/${written}.png) }`,
    [`a/${stored}.js`]: 'export {};',
    [`a/${stored}/part.md`]: `# Part\n\n![P](${written}.png) ![Q](../../${written}/${written}.png)`,
    [`a/${stored}/${stored}.png`]: drawPicture(2),
    [`${stored}/${stored}.png`]: drawPicture(3),
    [`${stored}-talk/${written}-talk.md`]: '# Talk',
    [`${stored}-single.md`]: `# One\n\n![P](${stored}-single/${written}.png)`,
    'site.yml': `decks: { ${written}-talk: { title: Named }, a: { check: { video-format: off, broken-file: off } } }`,
  };

  test('is found, in every reference', async () => {
    const { options, load } = siteOf(files);
    const { site } = await load();
    const told = [
      ...site.diagnostics,
      ...site.decks.filter(({ name }) => !name.endsWith('single')).flatMap(({ diagnostics }) => diagnostics),
      ...(await checkSite(site, await openSite(options))),
    ];
    expect(told.filter(({ file }) => !file.includes('single'))).toEqual([]);
    expect(site.decks.find(({ name }) => name.endsWith('-talk'))?.title).toBe('Named');
    const page = textAt(site, '/a/');
    const asked = [...page.matchAll(/(?:src|href|data-background-image)="([^"#:]+)"|url\(([^)]+)\)/g)]
      .map(
        ([, address, inCss]) => new URL((address ?? inCss ?? '').replaceAll('"', ''), 'http://x/a/').pathname,
      )
      .map((path) => decodeURIComponent(path))
      .filter((path) => path.normalize().includes('größe'.normalize()));
    expect(asked.length).toBeGreaterThan(8);
    expect(asked.filter((path) => !site.resources.has(path))).toEqual([]);
  });
});

test('a path keeps what there is not', () => {
  const { folder } = siteOf({ [`${DECOMPOSED}/a.md`]: '' });
  expect(asStored(folder.at(`${COMPOSED}/b.md`))).toBe(folder.at(`${DECOMPOSED}/b.md`));
  expect(asStored(folder.at(`no/${COMPOSED}`))).toBe(folder.at(`no/${COMPOSED}`));
});
