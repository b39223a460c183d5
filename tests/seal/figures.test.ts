/** What decks state of the sealed file that they are in, read through HTTP, is true of the file. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { figuresOf, statedIn } from '../setup/figures.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { build, type Served, startServer } from '../setup/sealed.ts';

const KEY = 'the key of the talk';

const stating = `vars: { sealed-size: some, sealed-parts: a few, sealed-digest: none }
---

# {{ sealed-size }} bytes

in {{ sealed-parts }} parts, \`{{ sealed-digest }}\`{.vars}

Note: {{ sealed-size }} {{ sealed-parts }} {{ sealed-digest }}
`;

// Most tests build.
vi.setConfig({ testTimeout: 60_000 });

let folder: TestFolder;
let plain = '';
beforeAll(async () => {
  folder = createFolder({
    'decks/talk/deck.md': `---\n${stating}\n![A recording](a.cast)\n`,
    'decks/talk/a.cast': '{"version":3,"term":{"cols":20,"rows":2}}\n[0.1,"o","one"]\n',
    'decks/held.md': `---\naudience: shown-only\n${stating}\n---\n\n# Last\n`,
  });
  plain = (await build(folder.at('decks'), folder.at('plain'))).file;
});
afterAll(() => folder.remove(''));

const running: Served[] = [];
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())));

async function startFile(file: string): Promise<(path: string) => Promise<Response>> {
  const server = await startServer([file, '--key', KEY]);
  running.push(server);
  const entry = await fetch(`${server.address}held/speaker?key=${encodeURIComponent(KEY)}`, {
    redirect: 'manual',
  });
  const cookie = entry.headers.get('set-cookie')?.split(';')[0] ?? '';
  return (path) => fetch(server.address + path, { headers: { cookie } });
}

test.each([
  ['as it is', async () => plain],
  [
    'with its notes encrypted',
    async () => (await build(folder.at('decks'), folder.at('locked'), '--key', KEY)).file,
  ],
])('is true of the size, the parts and the digest of a file %s', async (_, built) => {
  const file = await built();
  const read = await startFile(file);
  const truth = figuresOf(file);
  for (const path of ['talk/', 'talk/speaker', 'held/', 'held/speaker'])
    expect({ path, ...statedIn(await (await read(path)).text()) }).toEqual({ path, ...truth });
});

test('changes the version of its page, which the list for when there is no network names', async () => {
  const read = await startFile(plain);
  const [page, list] = [await read('talk/'), await read('talk/offline.json')];
  const version = /^"(\w+)/.exec(page.headers.get('etag') ?? '')?.[1];
  expect((await list.json()).files.at(-1)).toBe(`./?${version}`);
});

test('is the same from the same decks, whose digest leaves recordings out', async () => {
  const { file } = await build(folder.at('decks'), folder.at('out'));
  expect(readFileSync(file).equals(readFileSync(plain))).toBe(true);
  const before = figuresOf(file);
  // More than what a file is filled up with to have the size that it states.
  const remark = Array.from({ length: 20 }, (_, i) => createHash('sha256').update(`${i}`).digest('hex')).join(
    '',
  );
  folder.write({
    'decks/talk/a.cast': `${readFileSync(folder.at('decks/talk/a.cast'), 'utf8')}# ${remark}\n`,
  });
  await build(folder.at('decks'), folder.at('out'));
  const { size, digest } = figuresOf(file);
  expect(digest).toBe(before.digest);
  expect(size).not.toBe(before.size);
});
