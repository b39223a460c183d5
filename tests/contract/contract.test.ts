/** Every form of a site answers the same requests with the same bytes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { build, type Served } from '../setup/sealed.ts';
import { type Asked, ask, requestsFor, textAt } from './requests.ts';
import { absent, addresses, files, KEY, served } from './site.ts';
import { server, subjects } from './subjects.ts';

let folder: TestFolder;
/** The addresses below `_/` that pages and scripts name. */
let shared: readonly string[];
const etags = new Map<string, string>();

beforeAll(async () => {
  folder = createFolder({ ...files, 'empty/': '' });
  // Smaller pictures are there once they were made, which a running server does only later.
  await build(folder.at('decks'), folder.at('first'));
  const first = await server.start(folder);
  shared = await sharedAddresses(first.address);
  for (const path of [...addresses, ...shared]) {
    const { headers } = await ask(first.address, { path });
    if (typeof headers.etag === 'string') etags.set(path, headers.etag);
  }
  await first.stop();
}, 120_000);

afterAll(() => folder.remove(''));

/** What pages name below `_/`, and what that names in turn. */
async function sharedAddresses(address: string): Promise<string[]> {
  const found = new Set<string>();
  const look = async (path: string): Promise<void> => {
    const text = await textAt(address + path);
    const named = [...text.matchAll(/(?:_\/|"\.\/|`\.\/)([\w.-]+\.(?:js|css|woff2|svg|png))/g)];
    for (const [, name] of named) {
      const next = `_/${name}`;
      if (found.has(next)) continue;
      found.add(next);
      if (/\.(?:js|css)$/.test(next)) await look(next);
    }
  };
  for (const path of addresses.filter((each) => /(?:^|\/)$/.test(each))) await look(path);
  return [...found].sort();
}

/** A request with each subject's own address in it, where that matters. */
const shown = ({ method = 'GET', path, headers }: Asked) =>
  `${method} /${path} ${headers ? JSON.stringify(headers) : ''}`.trim();

describe.each(subjects)('$name', ({ kind, start }) => {
  let subject: Served;
  // A server of its own, since both remember what was presented.
  let reference: Served;
  beforeAll(async () => {
    [subject, reference] = await Promise.all([start(folder), server.start(folder)]);
  }, 120_000);
  afterAll(() => Promise.all([subject.stop(), reference.stop()]));

  const compare = async (requests: readonly Asked[], only: 'all' | 'bytes' = 'all') => {
    const take = async ({ address }: Served) => {
      const answers: Record<string, unknown> = {};
      for (const asked of requests) {
        const answer = await ask(address, asked);
        answers[shown(asked)] = only === 'all' ? answer : answer.body;
      }
      return answers;
    };
    expect(await take(subject)).toEqual(await take(reference));
  };

  test('has the bytes of every address', async () => {
    expect(shared.length).toBeGreaterThan(5);
    const requests = [...addresses, ...shared].map((path) => ({ path }));
    await compare(requests, kind === 'server' ? 'all' : 'bytes');
  });

  if (kind === 'files') return;

  test('answers in every coding, in parts, and with what the browser has already', async () => {
    await compare(requestsFor([...addresses, ...shared], etags));
  });

  test('refuses what the server refuses', async () => {
    const requests: readonly Asked[] = [
      ...[...served, ...absent].flatMap((path) => [{ path }, { path, method: 'HEAD' }]),
      { path: 'talk' },
      { path: 'talk?view=print' },
      { path: 'talk/', method: 'POST' },
      { path: 'talk/', method: 'DELETE' },
      { path: '%' },
      { path: 'talk/', headers: { host: 'elsewhere.example' } },
      { path: 'talk/speaker' },
      { path: 'talk/speaker', method: 'HEAD' },
      { path: 'absent/speaker' },
      { path: 'talk/speaker?key=wrong' },
      { path: 'talk/speaker?token=wrong' },
      { path: 'talk/speaker/runs.json' },
      { path: 'talk/speaker/log.jsonl' },
      { path: 'talk/speaker', method: 'POST', body: 'key=wrong' },
      { path: 'talk/speaker/phone', method: 'POST' },
    ];
    await compare(requests);
  });

  test('shows presenters what the server shows them', async () => {
    const enter = { path: `talk/speaker?key=${KEY}` };
    await compare([enter]);
    const requests = ['talk/', 'paper/', 'by-hand/', 'held/'].flatMap((deck) => [
      { path: `${deck}speaker` },
      { path: `${deck}speaker`, headers: { 'accept-encoding': 'br' } },
      { path: `${deck}speaker/runs.json` },
      { path: deck },
    ]);
    const signedIn = async (address: string) => {
      const cookie = await signIn(address);
      return Promise.all(
        [...requests, { path: 'held/later.png' }].map(async (asked) => {
          const headers = { ...('headers' in asked ? asked.headers : {}), cookie };
          return [shown(asked), await ask(address, { ...asked, headers })];
        }),
      );
    };
    expect(await signedIn(subject.address)).toEqual(await signedIn(reference.address));
  });

  test('lets the audience follow a presenter, and shows held slides as they come', async () => {
    const talk = async (address: string) => {
      const cookie = await signIn(address);
      const audience = await join(`${address}held/live`);
      const presenter = await join(`${address}held/live`, cookie);
      const before = await ask(address, { path: 'held/later.png' });
      presenter.socket.send(
        JSON.stringify({ type: 'go', position: { slide: '', h: 1, v: 0, f: -1 }, seen: 0 }),
      );
      await expect.poll(() => audience.heard.at(-1)).toMatchObject({ type: 'state', live: true });
      const after = await Promise.all(
        ['held/later.png', 'held/', 'held/shown?from=1'].map((path) => ask(address, { path })),
      );
      const heard = audience.heard.map(withoutChance);
      for (const { socket } of [audience, presenter]) socket.close();
      // The room empties before the next one looks at it.
      await sleep(50);
      return { before, after, heard };
    };
    const own = await talk(subject.address);
    expect(own).toEqual(await talk(reference.address));
    expect([own.before.status, own.after[0]?.status]).toEqual([404, 200]);
  });
});

/** Signs in, and answers the cookie. */
async function signIn(address: string): Promise<string> {
  const response = await fetch(`${address}talk/speaker?key=${KEY}`, { redirect: 'manual' });
  return response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

interface Peer {
  readonly socket: WebSocket;
  readonly heard: Record<string, unknown>[];
}

/** Joins a room; resolves once it is told the room's state. */
async function join(address: string, cookie?: string): Promise<Peer> {
  const heard: Record<string, unknown>[] = [];
  const socket = new WebSocket(address.replace('http', 'ws'), { headers: cookie ? { cookie } : {} });
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  await expect.poll(() => heard.some(({ type }) => type === 'state')).toBe(true);
  return { socket, heard };
}

/** Times and names of runs differ; all else does not. */
function withoutChance({ at: _, epoch: __, ...message }: Record<string, unknown>): Record<string, unknown> {
  return message;
}
