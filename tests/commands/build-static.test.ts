/** The static site that the build writes: what is in it, what is not, and what it never touches. */
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { drawPicture } from '../bench/picture.ts';
import { command, runNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { buildStatic, PRIVATE_SLIDES } from '../setup/sealed.ts';

const talk = `---
title: A talk
description: What it is "about".
---

${PRIVATE_SLIDES}`;

// Most tests build, and some of them compile.
vi.setConfig({ testTimeout: 60_000 });

let folder: TestFolder;
/** The decks built without any option, for all tests that only look at what came of it. */
let plain: Awaited<ReturnType<typeof buildStatic>>;
beforeAll(async () => {
  folder = createFolder({
    'decks/talk/deck.md': talk,
    'decks/talk/pic.png': drawPicture(1),
    'decks/other talk.md': '# Another',
    'decks/unlisted.md': '---\nunlisted: true\n---\n\n# Not on the index',
    'decks/img/logo.png': drawPicture(2),
  });
  plain = await buildStatic(folder.at('decks'), folder.at('out'));
});
afterAll(() => folder.remove(''));

/** The files of a folder by path, with what is in them. */
function filesIn(path: string): Map<string, Buffer> {
  const all = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const named = all.map(({ parentPath, name }): [string, Buffer] => {
    const file = join(parentPath, name);
    return [file.slice(path.length + 1).replaceAll('\\', '/'), readFileSync(file)];
  });
  return new Map(named.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const textOf = (path: string): string =>
  [...filesIn(path)].map(([name, bytes]) => name + bytes.toString('latin1')).join('\n');

const fails = async (path: string, out: string, ...options: string[]) => {
  const { code, stderr } = await runNode([command, 'build', path, '--out', out, ...options]);
  return [code, stderr.split('\n').at(-2)];
};

test('every public address is a file, and nothing else is but what hosts ask for', () => {
  const { site, stdout } = plain;
  const names = [...filesIn(site).keys()].filter((name) => !name.startsWith('_/'));
  expect(names).toEqual([
    '.lectern-site',
    '.nojekyll',
    '404.html',
    'img/logo.png',
    'index.html',
    'licenses.txt',
    'manifest.webmanifest',
    'other talk/index.html',
    'other talk/offline.json',
    'sw.js',
    'talk/index.html',
    'talk/offline.json',
    'talk/pic.png',
    'unlisted/index.html',
    'unlisted/offline.json',
  ]);
  expect(stdout.split('\n').at(-2)).toBe(
    `${site}: the static site, for any web host, without notes. licenses.txt has the licences of what is in it.`,
  );
});

test('nothing private is in it, and nothing that only presenters load', () => {
  const { site } = plain;
  const text = textOf(site);
  expect(text).toContain('<h1>One</h1>');
  expect(text).not.toMatch(/private (?:comment|note)|hidden slide/i);
  expect([...filesIn(site).keys()].filter((name) => /speaker/.test(name))).toEqual([]);
});

test('--with-notes adds speaker views, and no hidden slide', async () => {
  const { site, stdout } = await buildStatic(folder.at('decks'), folder.at('noted'), '--with-notes');
  const page = readFileSync(join(site, 'talk/speaker/index.html'), 'utf8');
  expect(page).toContain('a private note');
  expect(page).toContain('<base href="../">');
  expect(textOf(site)).not.toMatch(/private comment/i);
  expect(readFileSync(join(site, 'talk/index.html'), 'utf8')).not.toContain('a private note');
  expect(stdout.split('\n').at(-2)).toBe(
    `${site}: the static site, for any web host, with the notes for everyone who looks for them. licenses.txt has the licences of what is in it.`,
  );
});

test('it is the same byte for byte, wherever it is made', async () => {
  cpSync(folder.at('decks'), folder.at('elsewhere/decks'), { recursive: true });
  const second = await buildStatic(folder.at('elsewhere/decks'), folder.at('two'));
  expect(filesIn(second.site)).toEqual(filesIn(plain.site));
  expect(textOf(plain.site)).not.toContain(folder.path);
});

test('--deck puts one deck at its own address, with no other in it', async () => {
  const { site } = await buildStatic(folder.at('decks'), folder.at('one-deck'), '--deck', 'talk');
  const names = [...filesIn(site).keys()].filter((name) => !name.startsWith('_/'));
  expect(names).toEqual([
    ...['.lectern-site', '.nojekyll', '404.html', 'img/logo.png', 'index.html', 'licenses.txt'],
    ...['manifest.webmanifest', 'offline.json', 'pic.png', 'sw.js'],
  ]);
  expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain(
    '<link rel="manifest" href="./manifest.webmanifest">',
  );
});

test('what is built again takes the place of what was built before, and leaves nothing of it', async () => {
  const changing = createFolder({ 'decks/a.md': '# A', 'decks/b.md': '# B' });
  const { site } = await buildStatic(changing.at('decks'), changing.at('out'));
  changing.remove('decks/b.md');
  await buildStatic(changing.at('decks'), changing.at('out'));
  expect(existsSync(join(site, 'a/index.html'))).toBe(true);
  expect(existsSync(join(site, 'b'))).toBe(false);
  expect(readdirSync(changing.at('out')).sort()).toEqual(['lectern.mjs', 'site']);
  changing.remove('');
});

test('--no-static leaves it out', async () => {
  const { code } = await runNode([
    command,
    'build',
    folder.at('decks'),
    '--out',
    folder.at('file'),
    '--no-static',
  ]);
  expect([code, readdirSync(folder.at('file'))]).toEqual([0, ['lectern.mjs']]);
});

describe('where the site will be', () => {
  test('nothing names a whole address unless --url gives it', () => {
    const pages = ['index.html', '404.html', 'talk/index.html'].map((name) =>
      readFileSync(join(plain.site, name), 'utf8'),
    );
    for (const page of pages) expect(page).not.toMatch(/canonical|og:url|og:image|(?:href|src)="\//);
    expect(pages[2]).toContain('<meta property="og:title" content="A talk">');
    expect(pages[2]).toContain('<meta property="og:description" content="What it is &quot;about&quot;.">');
  });

  test('--url adds a sitemap, canonical addresses, a way home for the lost, and pictures of the decks', async () => {
    const url = 'https://example.org/some/where/';
    const { site } = await buildStatic(folder.at('decks'), folder.at('placed'), '--url', url);
    const read = (name: string) => readFileSync(join(site, name), 'utf8');
    expect(read('sitemap.xml')).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        `<url><loc>${url}</loc></url>`,
        `<url><loc>${url}other%20talk/</loc></url>`,
        `<url><loc>${url}talk/</loc></url>`,
        '</urlset>\n',
      ].join('\n'),
    );
    expect(read('404.html')).toContain('<a href="/some/where/">All decks</a>');
    const page = read('other talk/index.html');
    expect(page).toContain(`<link rel="canonical" href="${url}other%20talk/">`);
    expect(page).toContain(`<meta property="og:image" content="${url}other%20talk/preview.png">`);
    const picture = readFileSync(join(site, 'talk/preview.png'));
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  test('without a browser there are no pictures, which is said', async () => {
    const { code, stderr } = await runNode(
      [command, 'build', folder.at('decks'), '--out', folder.at('blind'), '--url', 'https://example.org/'],
      { env: { CHROMIUM_PATH: '/nowhere' } },
    );
    expect(code).toBe(0);
    expect(stderr).toContain(
      'The static site has no pictures for those who link to its decks. CHROMIUM_PATH names /nowhere, which is no program: point it at a Chromium, or unset it.',
    );
    expect(existsSync(folder.at('blind/site/talk/preview.png'))).toBe(false);
  });
});

describe('what is refused', () => {
  test('a folder that somebody else filled', async () => {
    const out = folder.at('theirs');
    folder.write({ 'theirs/site/keep.txt': 'Mine.' });
    expect(await fails(folder.at('decks'), out)).toEqual([
      1,
      `lectern: ${join(out, 'site')} was not written by this command, and is not replaced. Move it away, or name another folder with --out.`,
    ]);
    expect(readdirSync(join(out, 'site'))).toEqual(['keep.txt']);
  });

  test('a deck that holds back what has not been shown; the sealed file is there', async () => {
    const held = createFolder({
      'decks/held.md': '---\naudience: shown-only\n---\n\n# First\n\n---\n\n# Secret',
    });
    expect(await fails(held.at('decks'), held.at('out'))).toEqual([
      1,
      'lectern: The static site was not written: held holds back what has not been shown (audience: shown-only), which files cannot. Build it for other decks, or leave it out with --no-static; lectern.mjs is there.',
    ]);
    expect(readdirSync(held.at('out'))).toEqual(['lectern.mjs']);
    held.remove('');
  });

  test('a file of a deck where the site has one of its own', async () => {
    const double = createFolder({
      'decks/talk/deck.md': '[See](index.html)',
      'decks/talk/index.html': '<p>Mine',
    });
    expect(await fails(double.at('decks'), double.at('out'))).toEqual([
      1,
      'lectern: A deck has a file of its own at talk/index.html, where the static site has another. Rename it, or leave the static site out with --no-static.',
    ]);
    double.remove('');
  });

  test.each(['--no-notes', '--no-static'])('--with-notes beside %s', async (flag) => {
    expect(await fails(folder.at('decks'), folder.at('none'), '--with-notes', flag)).toEqual([
      2,
      `lectern: --with-notes is for the notes of the static site, and ${flag} leaves them out. Give one of them.`,
    ]);
  });
});
