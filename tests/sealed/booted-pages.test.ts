/** What decks state of the machine that was booted for them, where one was and where none was. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { build, payloadOf, type Served, serving } from '../setup/sealed.ts';

const KEY = 'the key of the talk';

const stating = `vars: { booted-on: no machine, booted-in: a few, booted-size: 40 million, booted-processes: two }
---

# On {{ booted-on }}

in {{ booted-in }} seconds, {{ booted-size }} bytes, {{ booted-processes }} processes

Note: It is {{ booted-on }}.
`;

const WORDS = { on: 'no machine', in: 'a few', size: '40 million', processes: 'two' };

/** What a machine's init says, with a sign of HTML. */
const BOOTED = { LECTERN_BOOTED_ON: 'Xen 4.17 (PVH) & Sons', LECTERN_IMAGE_BYTES: '41943040' };

// It builds.
vi.setConfig({ hookTimeout: 120_000 });

let folder: TestFolder;
let file: string;
let booted: Asked;
let elsewhere: Asked;
beforeAll(async () => {
  folder = createFolder({
    'decks/talk.md': `---\n${stating}`,
    'decks/held.md': `---\naudience: shown-only\n${stating}\n---\n\n# Last\n`,
    'decks/plain.md': '---\nvars: { booted: 2 }\n---\n\n# {{ booted }}\n\nNote: Nothing of machines.\n',
  });
  ({ file } = await build(folder.at('decks'), folder.at('out'), '--key', KEY));
  [booted, elsewhere] = await Promise.all([start(BOOTED), start({})]);
});
afterAll(async () => {
  await Promise.all([booted, elsewhere].map((each) => each?.server.stop()));
  folder.remove('');
});

interface Asked {
  readonly server: Served;
  /** Asks for a path below the site's address, as the audience or as a presenter. */
  ask(path: string, as?: 'audience' | 'presenter', headers?: Record<string, string>): Promise<Response>;
}

async function start(env: Readonly<Record<string, string>>): Promise<Asked> {
  const server = await serving(
    startNode([file, '--key', KEY, '--port', '0', '--host', 'localhost'], { env }),
  );
  const entry = await fetch(`${server.address}talk/speaker?key=${encodeURIComponent(KEY)}`, {
    redirect: 'manual',
  });
  const cookie = entry.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    server,
    ask: (path, as = 'audience', headers = {}) =>
      fetch(server.address + path, { headers: { ...headers, ...(as === 'presenter' && { cookie }) } }),
  };
}

/** Every mark in a page, by name. */
function statedIn(html: string): Record<string, string[]> {
  const stated: Record<string, string[]> = {};
  for (const [, name = '', text = ''] of html.matchAll(/<span data-booted="(\w+)">([^<]*)/g))
    stated[name] = [...(stated[name] ?? []), text];
  return stated;
}

/** The pages that state figures, with the index, which shows first slides. */
const STATING = [
  ['', 'audience'],
  ['talk/', 'audience'],
  ['talk/speaker', 'presenter'],
  ['held/', 'audience'],
  ['held/', 'presenter'],
  ['held/speaker', 'presenter'],
] as const;

test.each(STATING)('stands in /%s for the %s', async (path, as) => {
  const page = await (await booted.ask(path, as)).text();
  const stated = statedIn(page);
  expect(new Set(stated.on)).toEqual(new Set(['Xen 4.17 (PVH) Sons']));
  expect(new Set(stated.size)).toEqual(new Set(['41,943,040']));
  expect(new Set(stated.in).size).toBe(1);
  expect(stated.in?.[0]).toMatch(/^\d[\d,]*\.\d$/);
});

test('is worded by the deck itself on a machine that does other things, too', async () => {
  for (const [path, as] of STATING) {
    const stated = statedIn(await (await elsewhere.ask(path, as)).text());
    for (const [name, word] of Object.entries(WORDS))
      expect([path, name, ...new Set(stated[name])]).toEqual([path, name, word]);
  }
});

test('makes another version of a page in every coding, which the list for when there is no network names', async () => {
  const sealed = (await elsewhere.ask('talk/')).headers.get('etag');
  const texts = new Set<string>();
  for (const coding of ['identity', 'gzip', 'br']) {
    const page = await booted.ask('talk/', 'audience', { 'accept-encoding': coding });
    expect(page.headers.get('content-encoding') ?? 'identity').toBe(coding);
    const etag = page.headers.get('etag') ?? '';
    expect(etag).not.toBe(sealed);
    texts.add(await page.text());
    const again = await booted.ask('talk/', 'audience', { 'accept-encoding': coding, 'if-none-match': etag });
    expect(again.status).toBe(304);
    const { files } = await (await booted.ask('talk/offline.json')).json();
    expect(files.at(-1)).toBe(`./?${/\w+/.exec(etag)?.[0]}`);
  }
  expect(texts.size).toBe(1);
});

test('reaches nothing but decks that ask: all else has the same bytes, and no word of it', async () => {
  const addresses = payloadOf(file).site.resources.map(([address]) => address.slice(1));
  const others = addresses.filter(
    (address) => !/^(?:talk|held)\/(?:speaker|offline\.json)?$|^$/.test(address),
  );
  expect(others).toEqual(expect.arrayContaining(['plain/', 'plain/speaker', 'plain/offline.json', 'sw.js']));
  for (const address of others) {
    const [here, there] = await Promise.all(
      [booted, elsewhere].map((each) => each.ask(address, 'presenter')),
    );
    expect([address, here?.status, here?.headers.get('etag')]).toEqual([
      address,
      there?.status,
      there?.headers.get('etag'),
    ]);
    const [bytes = '', same] = await Promise.all(
      [here, there].map(
        async (answer) => answer && Buffer.from(await answer.arrayBuffer()).toString('latin1'),
      ),
    );
    expect([address, bytes === same, /data-booted|Xen|41,943,040/.test(bytes)]).toEqual([
      address,
      true,
      false,
    ]);
  }
});
