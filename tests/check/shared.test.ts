/** Rules that look at files look at those of the whole site, and at what included files bring. */
import { afterEach, describe, expect, test } from 'vitest';
import { checkSite } from '../../server/check/check-site.ts';
import { inOrder } from '../../server/check/report.ts';
import { openSite } from '../../server/site/load.ts';
import { drawPicture } from '../bench/picture.ts';
import type { Files } from '../setup/folder.ts';
import { siteMaker } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

/** What is said of a site. */
async function said(files: Files, path = ''): Promise<string[]> {
  const { folder, options, load } = siteOf(files);
  const here = { ...options, path: folder.at(path) };
  const { site } = await load(here);
  const told = site.decks.flatMap(({ diagnostics }) => diagnostics);
  const found = [...site.diagnostics, ...told, ...(await checkSite(site, await openSite(here)))];
  return inOrder(found).map(
    ({ file, line, rule, reason, hint }) => `${file}:${line} [${rule}] ${reason}. ${hint}`,
  );
}

const broken = 'is empty. Copy it again from where it came.';

test('pictures of the whole site are looked at, by whichever way they are named', async () => {
  const files = {
    'a/deck.md': '![One](/img/empty.png)\n\n![Two](../img/empty.png)\n\n![Three](/img/good.png)',
    'b.md': '![One](../img/empty.png)',
    'img/empty.png': '',
    'img/good.png': drawPicture(1),
  };
  expect(await said(files)).toEqual([
    `a/deck.md:1 [broken-file] the file \`/img/empty.png\` ${broken}`,
    `a/deck.md:3 [broken-file] the file \`/img/empty.png\` ${broken}`,
    `b.md:1 [broken-file] the file \`/img/empty.png\` ${broken}`,
  ]);
});

test('pictures of an included file are looked at, inside of the deck’s folder and outside', async () => {
  const files = {
    'talks/a/deck.md': '<!-- include: part.md -->\n\n---\n\n<!-- include: ../parts/part.md -->',
    'talks/a/part.md': '![One](own.png)',
    'talks/a/own.png': '',
    'talks/parts/part.md': '![Two](pic.png)\n\n![Three](../a/own.png)',
    'talks/parts/pic.png': '',
  };
  const found = [
    `a/part.md:1 [broken-file] the file \`own.png\` ${broken}`,
    `parts/part.md:1 [broken-file] the file \`/parts/pic.png\` ${broken}`,
    `parts/part.md:3 [broken-file] the file \`own.png\` ${broken}`,
  ];
  expect(await said(files, 'talks')).toEqual(found);
  expect(await said(files, 'talks/a')).toEqual(found);
});

test('what is missing in a folder of the whole site is told with the nearest name', async () => {
  const files = {
    'a/deck.md': '![One](/img/lgo.png)\n\n![Two](/img/LOGO.png)\n\n[Three](/bb/)\n\n![Four](/img/else.svg)',
    'bbb/deck.md': '# B',
    'img/logo.png': drawPicture(1),
  };
  expect(await said(files)).toEqual([
    'a/deck.md:1 [missing-file] there is nothing at `/img/lgo.png` on this site. Did you mean `/img/logo.png`?',
    'a/deck.md:3 [missing-file] there is nothing at `/img/LOGO.png` on this site. There is one in other letters: `/img/logo.png`. Some systems tell capitals from small letters.',
    'a/deck.md:5 [broken-link] there is nothing at `/bb/` on this site. Did you mean `/bbb/`?',
    "a/deck.md:7 [missing-file] there is nothing at `/img/else.svg` on this site. Put the file into the deck's folder, or into a folder of the site.",
  ]);
});

test('files of the whole site that differ only in capitals are told once, unless the site has it off', async () => {
  const { folder, options, load } = siteOf({
    'a.md': '# A\n\n![Logo](/img/logo.png)',
    'b.md': '# B',
    'img/logo.png': drawPicture(1),
  });
  const { site } = await load();
  const logo = site.resources.get('/img/logo.png') ?? site.notFound;
  // The disks of some systems cannot hold both.
  const resources = new Map([...site.resources, ['/img/Logo.png', logo] as const]);
  expect(await checkSite({ ...site, resources }, await openSite(options))).toEqual([
    {
      file: 'img/Logo.png',
      line: 1,
      column: 1,
      rule: 'letter-case',
      reason: '`img/logo.png` and `img/Logo.png` differ only in capital and small letters',
      hint: 'Rename one: macOS and Windows keep only one of them.',
    },
  ]);
  folder.write({ 'site.yml': 'defaults: { check: { letter-case: off } }' });
  expect(await checkSite({ ...site, resources }, await openSite(options))).toEqual([]);
});

describe('what is linked from elsewhere', () => {
  const files = {
    'a/deck.md': '# A',
    'a/logo.png': { link: '../img/logo.png' },
    'a/parts/hidden.png': { link: '../.kept/hidden.png' },
    'a/.kept/hidden.png': '',
    'a/data.csv': { link: '../img/data.csv' },
    'img/logo.png': drawPicture(1),
    'img/data.csv': '',
    'img/a': { link: '../a' },
    'b.md': { link: '/etc/hosts' },
  };
  const told = [
    'a/logo.png:1 [unserved] logo.png is a link that leads out of a: what it leads to is not served. Copy it there.',
    'a/parts/hidden.png:1 [unserved] parts/hidden.png is a link that leads to something hidden: what it leads to is not served. Copy it there.',
    expect.stringMatching(
      /^b\.md:1 \[unserved\] b\.md is a link that leads out of \S+: what it leads to is not served\./,
    ),
    'img/a:1 [unserved] a is a link that leads out of img: what it leads to is not served. Copy it there.',
  ];

  test('is told of where it would be served by itself', async () => {
    expect(await said(files)).toEqual(told);
  });

  test('is not told of in a deck that has it off, and which may be broken', async () => {
    const off = '---\ncheck: { unserved: off }\n---\n';
    expect(await said({ ...files, 'a/deck.md': `${off}# A` })).toEqual(told.slice(2));
    const broken = await said({ ...files, 'a/deck.md': `${off}<!-- include: none.md -->` });
    expect(broken.filter((line) => line.includes('[unserved]'))).toEqual(told.slice(2));
  });

  test('is not told of in a site that has it off, save for a deck that has it on again', async () => {
    const site = 'defaults: { check: { unserved: off } }';
    expect(await said({ ...files, 'site.yml': site })).toEqual([]);
    const on = `${site}\ndecks: { a: { check: { unserved: on } } }`;
    expect(await said({ ...files, 'site.yml': on })).toEqual(told.slice(0, 2));
  });
});
