/** Attack: a visitor of a `shown-only` talk asks for what was not shown, in every way that the server knows of, and for a lot. */
import { existsSync, readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import type { Position } from '../../server/live/protocol.ts';
import { command, startNode } from '../setup/command.ts';
import { createFolder, type Files } from '../setup/folder.ts';
import { freePort } from '../setup/port.ts';

const KEY = 'a-key-for-attacks-0123456789';

/** Slides of the long deck: enough that one answer for each of them would be felt. */
const SLIDES = 120;

/** Values of `from` that are tried, and how many are asked for at once. */
const TRIES = 1_200;
const AT_ONCE = 50;

/** What that may cost in memory, in bytes: to keep each answer would take more than 120 MB. */
const MOST_MEMORY = 80 * 1024 * 1024;

/** What nobody may read before the end of the walk; each is on a slide, in a step or in a file that is not shown. */
const SECRETS = [
  'Kingfisher',
  'Bittern',
  'Heron',
  'Ouzel',
  'Avocet',
  'PLOVER-FILE',
  'PETREL-FILE',
  'GREBE-FILE',
];

const FILES: Files = {
  'decks/talk/deck.md': `---
title: A talk
audience: shown-only
---

# One

![Eleven](11.png) [To four](#/heron)

---

## Two

<p class="fragment">Seen</p>

<p class="fragment">Kingfisher <img src="step.png" alt=""></p>

----

## Bittern

![One](1.png)

---

## Three

---

## Heron

$\\mathfrak{Ж}$ Ω

Note: Ouzel.
`,
  'decks/talk/11.png': 'eleven',
  'decks/talk/1.png': 'PLOVER-FILE',
  'decks/talk/step.png': 'PETREL-FILE',
  'decks/broken/deck.md': '---\naudience: shown-only\ntitle: [A\n---\n\n# Avocet\n\n![x](broken.png)\n',
  'decks/broken/broken.png': 'GREBE-FILE',
  'decks/long/deck.md': `---\naudience: shown-only\n---\n\n${Array.from({ length: SLIDES }, (_, i) => `## Slide ${i}\n\n${'Words. '.repeat(130)}`).join('\n\n---\n\n')}\n`,
};

/** Where the presenter goes in the talk: past what is below the second slide, behind a black screen to the last. */
const WALK: readonly Position[] = [
  { slide: 'one', h: 0, v: 0, f: -1 },
  { slide: 'two', h: 1, v: 0, f: 0 },
  { slide: 'three', h: 2, v: 0, f: -1 },
];

/** Starts a server, walks through a talk as its presenter, and asks as a visitor; the findings, none if all held. */
export async function attackShownOnly(): Promise<readonly string[]> {
  const folder = createFolder(FILES);
  const port = await freePort();
  const words = [
    command,
    'serve',
    folder.at('decks'),
    '--host',
    '127.0.0.1',
    '--key',
    KEY,
    '--port',
    `${port}`,
  ];
  const server = startNode(words);
  try {
    await server.says(/http:\/\/[\w.]+:\d+/);
    const url = `http://127.0.0.1:${port}`;
    const findings = [...(await tryReading(url, 'before the talk'))];
    const cookie = await signIn(url);
    const talk = await join(url, 'talk', cookie);
    const visitor = await join(url, 'talk');
    for (const position of WALK) await talk.say({ type: 'go', position });
    await talk.say({ type: 'pause', paused: true });
    await talk.say({ type: 'go', position: { slide: 'heron', h: 3, v: 0, f: -1 } });
    findings.push(...(await tryReading(url, 'during the talk')));
    findings.push(
      ...found(JSON.stringify(visitor.heard).replaceAll('heron', 'Heron'), 'a message of the room'),
    );
    findings.push(...(await tryFlooding(url, cookie, server.child.pid ?? 0)));
    for (const peer of [talk, visitor]) peer.socket.terminate();
    return findings;
  } finally {
    server.child.kill('SIGKILL');
    await server.ended;
    folder.remove('');
  }
}

/** Reads all that a visitor can think of. */
async function tryReading(url: string, when: string): Promise<string[]> {
  const files = [
    '11.png',
    '1.png',
    'step.png',
    './1.png',
    '1.png?v=1',
    '%31.png',
    '1.png%00',
    'deck.md',
    'offline.json',
  ];
  const paths = [
    ...[
      '',
      'shown',
      'shown?from=-1',
      'shown?from=0',
      'shown?from=99',
      'changes?since=',
      'speaker',
      'speaker/log.jsonl',
    ],
    ...files,
  ].map((path) => `/talk/${path}`);
  const more = [
    '/',
    '/broken/',
    '/broken/broken.png',
    '/broken/shown',
    '/long/shown?from=1',
    '/sw.js',
    '/_/1.png',
  ];
  const pages = await Promise.all([...paths, ...more].map((path) => read(url, path)));
  const named = pages.flatMap((text) =>
    [...text.matchAll(/_\/[\w.-]+\.(?:js|css)/g)].map(([name]) => `/${name}`),
  );
  const shared = await Promise.all([...new Set(named)].map((path) => read(url, path)));
  return [...pages, ...shared].flatMap((text) => found(text, `what everyone can read ${when}`));
}

/** Asks for more answers than there are, and sees what is kept of that. */
async function tryFlooding(url: string, cookie: string, pid: number): Promise<string[]> {
  const stage = await join(url, 'long', cookie);
  for (let h = 0; h < SLIDES; h++)
    await stage.say({ type: 'go', position: { slide: `slide-${h}`, h, v: 0, f: -1 } });
  const run = /data-shown="([\w-]*)\./.exec(await read(url, '/long/'))?.[1] ?? '';
  const before = memoryOf(pid);
  const froms = Array.from(
    { length: TRIES },
    (_, i) => [`-${i}`, `${i}`, `${run}.${i}`, `x${i}.1`][i % 4] ?? '',
  );
  for (let i = 0; i < TRIES; i += AT_ONCE)
    await Promise.all(froms.slice(i, i + AT_ONCE).map((from) => read(url, `/long/shown?from=${from}`)));
  const more = memoryOf(pid) - before;
  stage.socket.terminate();
  const answers = `${TRIES} values of \`from\` cost the server ${Math.round(more / 1024 / 1024)} MB.`;
  return more > MOST_MEMORY ? [answers] : [];
}

function found(text: string, where: string): string[] {
  return SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${secret} is in ${where}.`);
}

/** All that is answered: headers, too. */
async function read(url: string, path: string): Promise<string> {
  const response = await fetch(url + path);
  return `${JSON.stringify([...response.headers])}\n${await response.text()}`;
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/talk/speaker?key=${KEY}`, { redirect: 'manual' });
  return response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

interface Peer {
  readonly socket: WebSocket;
  readonly heard: readonly object[];
  /** Says something, and waits until the room has taken it. */
  say(message: object): Promise<void>;
}

/** Joins a room, and waits for its state. */
async function join(url: string, deck: string, cookie?: string): Promise<Peer> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/${deck}/live`, {
    headers: cookie === undefined ? {} : { cookie },
  });
  const heard: { readonly type?: string; readonly seq?: number }[] = [];
  let told = (): void => {};
  const state = () =>
    new Promise<void>((resolve) => {
      told = resolve;
    });
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)));
    if (heard.at(-1)?.type === 'state') told();
  });
  await state();
  return {
    socket,
    heard,
    async say(message) {
      const answered = state();
      socket.send(
        JSON.stringify({ ...message, seen: heard.findLast(({ type }) => type === 'state')?.seq ?? 0 }),
      );
      await answered;
    },
  };
}

/** Resident bytes of a process; 0 where the system does not say. */
function memoryOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  const kilobytes = existsSync(file)
    ? /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8'))?.[1]
    : undefined;
  return Number(kilobytes ?? 0) * 1024;
}
