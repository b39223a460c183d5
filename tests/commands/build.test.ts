/** The build: what is in the file, what is not, and that it is the same wherever it is made. */
import { cpSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { drawPicture } from '../bench/picture.ts';
import { PICTURES, toDeck, writeSlides } from '../bench/talk.ts';
import { command, runNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { build, PRIVATE_SLIDES, payloadOf, readableIn } from '../setup/sealed.ts';

/** The size of the unikernel that served the talk of 2014, in bytes. */
const UNIKERNEL = 938_000;

const talk = `---
title: A talk
css: ../look/talk.css
---

${PRIVATE_SLIDES}`;

const files = {
  'decks/talk/deck.md': talk,
  'decks/talk/pic.png': drawPicture(1),
  'decks/other.md': '# Another\n\n```js [1|2]\none\ntwo\n```\n',
  'decks/img/logo.png': drawPicture(2),
  'decks/img/unused.png': drawPicture(3),
  'decks/look/talk.css': '.reveal h1 { background: url(ground.png) }',
  'decks/look/ground.png': drawPicture(4),
};

// Most tests build, and compile.
vi.setConfig({ testTimeout: 60_000 });

let folder: TestFolder;
beforeAll(() => {
  folder = createFolder(files);
});
afterAll(() => folder.remove(''));

const sealings = new Map<string, ReturnType<typeof build>>();

/** The decks sealed with these options: once, for all tests that only look at what came of it. */
function sealed(...options: readonly string[]): ReturnType<typeof build> {
  const name = options.join(' ');
  const known =
    sealings.get(name) ?? build(folder.at('decks'), folder.at(`sealed-${sealings.size}`), ...options);
  sealings.set(name, known);
  return known;
}

const fails = async (...words: string[]) => {
  const { code, stderr } = await runNode([command, 'build', ...words, '--out', folder.at('none')]);
  return [code, stderr.split('\n').at(-2)];
};

describe('a sealed file', () => {
  test('is told with what each part costs, to the byte', async () => {
    const { file, stdout } = await sealed();
    const size = readFileSync(file).length;
    expect(stdout).toMatch(
      new RegExp(`^${file}: ${Math.round(size / 1000)} kB\\. Run it: node ${file}\\n\\n {2}server +\\d`),
    );
    expect(stdout).toMatch(/\n {2}slides +\d.* kB.*\n {4}\/other\/ +\d.* kB\n {4}\/talk\/ +\d.* kB\n/);
    expect(stdout).toMatch(
      /\n\nWhoever has the file can read the notes in it\. --key encrypts them, --no-notes leaves them out\.\n$/,
    );
  });

  test('is the same byte for byte, wherever and whenever it is made', async () => {
    const first = await sealed();
    cpSync(folder.at('decks'), folder.at('elsewhere/deep/decks'), { recursive: true });
    utimesSync(folder.at('elsewhere/deep/decks/talk/pic.png'), 1, 1);
    const second = await build(folder.at('elsewhere/deep/decks'), folder.at('two'));
    expect(readFileSync(second.file).equals(readFileSync(first.file))).toBe(true);
    expect(readFileSync(first.file, 'utf8')).not.toContain(folder.path);
  });

  test('depends on the decks alone, not on what they were before', async () => {
    const before = createFolder({ 'talk.md': '# First title\n\nText.\n\n---\n\n# Last\n' });
    await build(before.path, before.at('out'));
    before.write({ 'talk.md': '# Second title\n\nText.\n\n---\n\n# Last\n' });
    const { file } = await build(before.path, before.at('out'));
    expect(readableIn(file)).toContain('id="second-title"');
    before.remove('');
  });

  test('holds no code that only compiles or watches', () => {
    const code = readFileSync(`${inject('buildDirectory')}/sealed/server.js`, 'utf8');
    const names = [...code.matchAll(/\b(?:require|import)\(["'`]?([^)]*?)["'`]?\)/g)].map(
      ([, name = '']) => name,
    );
    expect(names).toContain('node:http');
    expect(names.filter((name) => !isBuiltin(name))).toEqual([]);
    const traces = ['isIndented', 'hljs', 'katex', 'parseFragment', 'lightningcss', 'rolldown', 'watchSite'];
    expect(traces.filter((trace) => code.includes(trace))).toEqual([]);
  });

  test('holds of the client, the fonts and the shared files what its decks use', async () => {
    const [all, one] = [await sealed(), await sealed('--deck', 'talk')];
    const addresses = ({ file }: { file: string }) =>
      payloadOf(file).site.resources.map(([address]) => address.replace(/\.[\w-]{8}\.js$/, '.js'));
    expect(addresses(all)).toContain('/_/code-lines.js');
    expect(addresses(one)).not.toContain('/_/code-lines.js');
    expect(addresses(one)).toContain('/_/deck.js');
    expect(addresses(all).some((address) => /\/_\/atkinson-hyperlegible-mono/i.test(address))).toBe(true);
    expect(addresses(one).some((address) => /\/_\/atkinson-hyperlegible-mono/i.test(address))).toBe(false);
    expect(addresses(one).filter((address) => address.startsWith('/img/'))).toEqual(['/img/logo.png']);
    expect(addresses(one).filter((address) => address.endsWith('.css'))).toEqual([]);
  });
});

test('a file that did not arrive as it was built says so in one sentence', async () => {
  const { file } = await sealed();
  const bytes = readFileSync(file);
  for (const [name, changed] of [
    ['longer.mjs', Buffer.concat([bytes, Buffer.from('\n')])],
    ['shorter.mjs', bytes.subarray(0, bytes.length - 1000)],
  ] as const) {
    const path = folder.at(name);
    writeFileSync(path, changed);
    expect(await runNode([path, '--help'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'This file is not as it was built. Copy it again, as a binary file.\n',
    });
  }
});

test('the report names every part, with bytes that add up to the file, and needs no other file', async () => {
  const { file, stdout } = await sealed('--report');
  const report = join(dirname(file), 'report.html');
  expect(stdout.split('\n').at(-2)).toBe(`What it is made of: ${report}`);
  const page = readFileSync(report, 'utf8');
  const numbers = [...page.matchAll(/<tr class="of-group">.*?<td>([\d,]+)<\/td>/g)].map(([, bytes = '']) =>
    Number(bytes.replaceAll(',', '')),
  );
  expect(numbers.reduce((sum, bytes) => sum + bytes, 0)).toBe(readFileSync(file).length);
  expect(page).toContain('<th scope="row">/talk/pic.png</th>');
  expect(page).not.toMatch(/(?:src|href)=|url\((?!data:)/);
});

describe('what is private', () => {
  test.each([
    ['without a key, but for the notes', [], /private comment|hidden slide/i],
    ['with a key', ['--key', 'a key for the notes'], /private (?:comment|note)|hidden slide/i],
    ['without notes', ['--no-notes'], /private (?:comment|note)|hidden slide/i],
  ])('%s is not in it', async (_, options, secret) => {
    const { file } = await sealed(...options);
    expect(readableIn(file)).toContain('<h1>One</h1>');
    expect(readableIn(file)).not.toMatch(secret);
  });

  test('is in it where nothing was said against it', async () => {
    const { file } = await sealed();
    expect(readableIn(file)).toContain('a private note');
  });

  test('is told of', async () => {
    const said = async (...options: string[]) => (await sealed(...options)).stdout.split('\n').at(-2);
    expect(await said('--key', 'a key for the notes')).toBe(
      'The notes in it are encrypted; the key that it was built with opens them.',
    );
    expect(await said('--no-notes')).toBe('The notes are not in it.');
  });
});

describe('what cannot be sealed', () => {
  test('a deck that does not compile', async () => {
    const broken = createFolder({ 'a.md': '---\ntitle: "x\n---\n# A\n', 'b.md': '# B' });
    expect(await fails(broken.path)).toEqual([
      1,
      'lectern: Nothing was built, since a did not compile. Repair what is shown above.',
    ]);
    broken.remove('');
  });

  test('a recording that is too long', async () => {
    const long = createFolder({
      'talk/deck.md': '![](film.mp4)',
      'talk/film.mp4': new Uint8Array(16_500_000),
    });
    expect(await fails(long.path)).toEqual([
      1,
      'lectern: talk/film.mp4 has 16.5 MB, and a sealed file takes 16 MB of one recording or picture. Make it shorter or smaller, name its address on another web server in the deck, or serve the decks with `lectern serve`.',
    ]);
    long.remove('');
  });

  test('recordings that are too long together', async () => {
    const recordings = Array.from({ length: 5 }, (_, i): [string, Uint8Array] => [
      `talk/film-${i}.mp4`,
      new Uint8Array(15_000_000).fill(i),
    ]);
    const long = createFolder({ 'talk/deck.md': '# Films', ...Object.fromEntries(recordings) });
    expect(await fails(long.path)).toEqual([
      1,
      'lectern: With talk/film-4.mp4 the decks have more than the 64 MB that one file takes. Seal them one by one with --deck NAME, make their pictures and recordings smaller, or serve them with `lectern serve`.',
    ]);
    long.remove('');
  });

  test('a deck that is not there', async () => {
    expect(await fails(folder.at('decks'), '--deck', 'tolk')).toEqual([
      1,
      'lectern: There is no deck tolk. Did you mean talk?',
    ]);
    expect(await fails(folder.at('decks'), '--deck', 'zebra')).toEqual([
      1,
      'lectern: There is no deck zebra. There are: other, talk.',
    ]);
  });
});

describe('no larger than the unikernel that served the talk of 2014', () => {
  test('is the welcome deck', async () => {
    const { file } = await build('decks', folder.at('welcome'), '--deck', 'welcome');
    expect(readFileSync(file).length).toBeLessThanOrEqual(UNIKERNEL);
  });

  test('is a talk of 40 slides with four pictures', async () => {
    const pictures = PICTURES.map((name, i): [string, Uint8Array] => [`talk/${name}`, drawPicture(i + 1)]);
    const bench = createFolder({
      'talk/deck.md': toDeck(writeSlides(40)),
      ...Object.fromEntries(pictures),
    });
    const { file } = await build(bench.path, bench.at('out'));
    expect(readFileSync(file).length).toBeLessThanOrEqual(UNIKERNEL);
    bench.remove('');
  });
});
