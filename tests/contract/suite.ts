/** The tests that every form of a site passes: it answers the same requests with the same bytes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { build } from '../setup/sealed.ts';
import { join, signIn } from './peers.ts';
import { type Asked, ask, requestsFor, textAt } from './requests.ts';
import { absent, addresses, files, KEY, openFiles, served } from './site.ts';
import { type Running, type Subject, serve } from './subjects.ts';

/** Mermaid's files for kinds of diagrams that the site does not have: a server has them for other decks. */
const ELSEWHERE = /^_\/mermaid-(?!pie\.)/;

/** Thousands of answers, Mermaid's megabytes in each coding among them, some by an emulated machine; in milliseconds. */
const EVERY_CODING_MS = 240_000;

/** What the pages at these addresses name below `_/`, and what that names in turn. */
async function sharedAddresses(address: string, pages = addresses): Promise<string[]> {
  const found = new Set<string>();
  const look = async (path: string): Promise<void> => {
    const text = await textAt(address + path);
    const named = [...text.matchAll(/(?:_\/|"\.\/|`\.\/)([\w.-]+\.(?:js|css|woff2|svg|png))/g)];
    for (const [, name] of named) {
      const next = `_/${name}`;
      if (found.has(next) || ELSEWHERE.test(next)) continue;
      found.add(next);
      if (/\.(?:js|css)$/.test(next)) await look(next);
    }
  };
  for (const path of pages.filter(isPage)) await look(path);
  return [...found].sort();
}

function isPage(path: string): boolean {
  return path === '' || path.endsWith('/');
}

/** A request with each subject's own address in it, where that matters. */
const shown = ({ method = 'GET', path, headers }: Asked) =>
  `${method} /${path} ${headers ? JSON.stringify(headers) : ''}`.trim();

/** Registers the tests of these forms. */
export function testContract(subjects: readonly Subject[]): void {
  let folder: TestFolder;
  /** The addresses below `_/` that pages and scripts name. */
  let shared: readonly string[];
  const etags = new Map<string, string>();

  beforeAll(async () => {
    folder = createFolder({ ...files, ...openFiles, 'empty/': '' });
    // Smaller pictures are there once they were made, which a running server does only later.
    await build(folder.at('decks'), folder.at('first'));
    const first = await serve(folder, 'decks');
    shared = await sharedAddresses(first.address);
    for (const path of [...addresses, ...shared]) {
      const { headers } = await ask(first.address, { path });
      if (typeof headers.etag === 'string') etags.set(path, headers.etag);
    }
    await first.stop();
  }, 120_000);

  afterAll(() => folder.remove(''));

  describe.each(subjects)('$name', ({ kind, decks, start }) => {
    let subject: Running;
    // A server of its own, since both remember what was presented.
    let reference: Running;
    beforeAll(async () => {
      [subject, reference] = await Promise.all([start(folder), serve(folder, decks)]);
    }, 120_000);
    afterAll(() => Promise.all([subject.stop(), reference.stop()]));

    if (kind === 'files') {
      test('has the bytes of every address, and in its pages what the server says beside them', async () => {
        const open = addresses.filter((path) => !path.startsWith('held/'));
        const named = await sharedAddresses(reference.address, open);
        // What asks a server for slides that were held back.
        const all = [...open, ...named.filter((path) => !path.startsWith('_/shown.'))];
        expect(all.length).toBeGreaterThan(open.length + 5);
        for (const path of all) {
          const [own, its] = await Promise.all(
            [subject, reference].map(async ({ address }) => fetch(address + path)),
          );
          const [bytes = '', expected] = await Promise.all(
            [own, its].map(
              async (response) => response && Buffer.from(await response.arrayBuffer()).toString('latin1'),
            ),
          );
          const policy = its?.headers.get('content-security-policy') ?? '';
          expect([path, own?.status, isPage(path) ? asServed(bytes, policy) : bytes]).toEqual([
            path,
            200,
            expected,
          ]);
        }
      });

      test('has nothing for presenters, and nothing that the server does not have', async () => {
        // How paths are read is the file server's affair.
        const none = absent.filter((path) => !/\.\.|%2e|^TALK/.test(path));
        const paths = ['talk/speaker', 'talk/speaker/', 'talk/speaker/index.html', 'paper/speaker/', ...none];
        for (const path of paths)
          expect([path, (await ask(subject.address, { path })).status]).toEqual([path, 404]);
      });
      return;
    }

    const compare = async (requests: readonly Asked[]) => {
      const take = async ({ address }: Running) => {
        const answers: Record<string, unknown> = {};
        for (const asked of requests) answers[shown(asked)] = await ask(address, asked);
        return answers;
      };
      expect(await take(subject)).toEqual(await take(reference));
    };

    test('has the bytes of every address', async () => {
      expect(shared.length).toBeGreaterThan(5);
      await compare([...addresses, ...shared].map((path) => ({ path })));
    });

    test('answers in every coding, in parts, and with what the browser has already', {
      timeout: EVERY_CODING_MS,
    }, async () => {
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
        const answers: unknown[] = [];
        // One after the other: an emulated network loses connections that are opened at once.
        for (const asked of [...requests, { path: 'held/later.png' }]) {
          const headers = { ...('headers' in asked ? asked.headers : {}), cookie };
          answers.push([shown(asked), await ask(address, { ...asked, headers })]);
        }
        return answers;
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
        const run = String(audience.heard.at(-1)?.epoch);
        // With nothing that is understood, with what there was before the talk and with all that was shown.
        const froms = ['1', '.0', `${run}.0`, `${run}.1`].map((from) => `held/shown?from=${from}`);
        const after = await Promise.all(
          ['held/later.png', 'held/', ...froms].map((path) => ask(address, { path }, run)),
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
}

/** A page of a static site without what a page from a server does not need. */
function asServed(page: string, policy: string): string {
  const stated = policy.replace("; frame-ancestors 'self'", '');
  return page
    .replace(`<meta http-equiv="Content-Security-Policy" content="${stated}">`, '')
    .replace(
      /<link rel="manifest" href="[./]+manifest\.webmanifest">(?:<meta property="og:[^>]*>)*(?=<\/head>)/,
      '',
    )
    .replace('<main class="reveal" data-room="windows"', '<main class="reveal"');
}

/** Times and names of runs differ; all else does not. */
function withoutChance({ at: _, epoch: __, ...message }: Record<string, unknown>): Record<string, unknown> {
  return message;
}
