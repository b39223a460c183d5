/** Attack: variations of faults that were found before, in what a visitor can request, send, and keep open. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, openSocket, sendRaw, statusesIn } from '../ask.ts';
import { type Attack, type Context, SECRET, type Target } from '../context.ts';
import { memoryOf } from '../memory.ts';
import { column, Peer } from '../room.ts';

/** A held deck with files whose names contain each other, and one whose audience cannot be read. */
const FILES = {
  'decks/talk/deck.md': `# One\n\n---\n\n## Two\n\nNote: ${SECRET}\n`,
  'decks/held/deck.md':
    '---\naudience: shown-only\n---\n\n# One\n\n![](11.png)\n\n---\n\n# Two\n\n![](1.png)\n\n---\n\n# Three\n\n![](a/11.png)\n',
  ...Object.fromEntries(
    ['11.png', '1.png', 'a/11.png', '1'].map((name) => [`decks/held/${name}`, `picture ${name}`]),
  ),
  'decks/broken/deck.md': '---\naudience: shown-only\ntitle: [A\n---\n\n# One\n\n![](later.png)\n',
  'decks/broken/later.png': 'a picture',
  'decks/unlisted.md': '---\nunlisted: true\n---\n\n# Unlisted\n',
};

/** Bytes by which memory may grow after `REQUESTS` requests that are all different. */
const MOST_GROWTH = 60_000_000;
const REQUESTS = 3_000;

/** Milliseconds after which an idle connection must be closed. */
const SILENCE_MS = 32_000;

/** The parts of the attack, each of which checks one property of the server. */
const PARTS: readonly ((context: Context, target: Target) => Promise<readonly string[]>)[] = [
  finite,
  exactFiles,
  oddRequests,
  otherAuthorities,
  unlistedNames,
  signedOut,
];

/** Runs all parts on one server. */
export const siblings: Attack = {
  name: 'siblings',
  about: `${REQUESTS} questions that differ, near names of files held back, odd but right requests, cookies after a sign-out, silence`,
  async run(context) {
    const target = await context.serve(FILES);
    const silent = closesSilent(target);
    const findings: string[] = [];
    for (const part of PARTS) findings.push(...(await part(context, target)));
    findings.push(...(await silent));
    return findings;
  },
};

/** Checks that memory does not grow with what visitors write into addresses and headers. */
async function finite(context: Context, { port, pid }: Target): Promise<string[]> {
  const forms: readonly ((n: number) => Promise<unknown>)[] = [
    (n) => ask(port, `/held/shown?from=${-n}`),
    (n) => ask(port, `/held/shown?from=${n}`),
    (n) => ask(port, `/held/shown?from=${n}.5&x=${'x'.repeat(500)}`),
    (n) => ask(port, `/talk/changes?since=${n}${'y'.repeat(500)}`),
    (n) => ask(port, `/talk/`, { headers: { host: `${n}.local` } }),
    (n) => ask(port, `/nothing${n}/${'z'.repeat(500)}`),
    (n) => ask(port, `/talk/`, { headers: { cookie: `lectern-${n}=${'c'.repeat(500)}` } }),
    (n) => ask(port, `/talk/`, { headers: { 'accept-encoding': `br;q=0.${n}, gzip` } }),
  ];
  // The first response of each kind may be made and cached.
  for (const form of forms) await form(1);
  const before = memoryOf(pid);
  const started = performance.now();
  for (let n = 2; n < REQUESTS / forms.length; n++) {
    await Promise.all(forms.map((form) => form(n)));
    context.count(forms.length);
  }
  const grown = memoryOf(pid) - before;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  return grown > MOST_GROWTH
    ? [`Memory grew by ${Math.round(grown / 1e6)} MB over ${REQUESTS} requests in ${seconds} s.`]
    : [];
}

/** Checks that a held deck's files are sent only when a slide that shows them was, and those of a broken one never. */
async function exactFiles(context: Context, target: Target): Promise<string[]> {
  const findings: string[] = [];
  const expectStatus = async (path: string, right: number, when: string) => {
    context.count();
    const { status } = await ask(target.port, path);
    if (status !== right) findings.push(`${path} is answered ${status}, not ${right}, ${when}.`);
  };
  const when = 'while the first slide of a shown-only deck is shown';
  await expectStatus('/held/11.png', 200, when);
  for (const path of ['1.png', 'a/11.png', '1', '1.pn', '.png', '11.png/', '11.PNG', '%31.png'])
    await expectStatus(`/held/${path}`, 404, when);
  await expectStatus('/broken/later.png', 404, 'of a shown-only deck with broken front matter');
  const presenter = await Peer.join(target, { cookie: await target.signIn('held'), deck: 'held' });
  // The second slide is skipped, so it was never on the screen.
  await presenter.go(column(2));
  await expectStatus('/held/a/11.png', 200, 'when its slide is shown');
  presenter.leave();
  return findings;
}

/** Sends valid requests that few clients would write like this. */
async function oddRequests(context: Context, { port }: Target): Promise<string[]> {
  const right: readonly (readonly [about: string, bytes: string])[] = [
    ['HTTP/1.0 without Host', 'GET /healthz HTTP/1.0\r\n\r\n'],
    [
      'an upgrade to h2c',
      'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
    ],
    [
      'an upgrade to TLS',
      'GET /talk/ HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: TLS/1.2\r\n\r\n',
    ],
    ['an absolute address', 'GET http://localhost/talk/ HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['HEAD with a body', 'HEAD /talk/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi'],
  ];
  const findings: string[] = [];
  for (const [about, bytes] of right) {
    context.count();
    const [status] = statusesIn(await sendRaw(port, bytes, 1_000));
    if (status !== 200) findings.push(`${about} is answered ${status ?? 'with nothing'}.`);
  }
  return findings;
}

/** Checks that absolute addresses of other hosts are refused, whatever `Host` says. */
async function otherAuthorities(context: Context, { port }: Target): Promise<string[]> {
  const findings: string[] = [];
  for (const authority of [
    'http://evil',
    'http://evil.example:80',
    'https://evil.example',
    'http://user@evil.example',
  ]) {
    context.count();
    const bytes = `GET ${authority}/talk/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    const [status] = statusesIn(await sendRaw(port, bytes, 1_000));
    if (status !== 421 && status !== 400) findings.push(`GET ${authority}/talk/ is answered ${status}.`);
  }
  return findings;
}

/** Checks that unlisted decks appear nowhere that visitors can read. */
async function unlistedNames(context: Context, { port }: Target): Promise<string[]> {
  const findings: string[] = [];
  for (const path of [
    '/',
    '/_/news',
    '/talk/',
    '/nothing',
    '/sitemap.xml',
    '/offline.json',
    '/talk/offline.json',
  ]) {
    context.count();
    const { text } = await ask(port, path, { patience: 2 }).catch(() => ({ text: '' }));
    if (/unlisted/i.test(text)) findings.push(`${path} names an unlisted deck.`);
  }
  return findings;
}

/** Checks that a copied cookie is invalid after its owner has signed out, and other sessions stay valid. */
async function signedOut(context: Context, target: Target): Promise<string[]> {
  const [copied, other] = [await target.signIn(), await target.signIn()];
  const headers = { cookie: copied, origin: target.url };
  await ask(target.port, '/talk/speaker/sign-out', { method: 'POST', headers });
  const statusOf = async (cookie: string) =>
    (await ask(target.port, '/talk/speaker', { headers: { cookie } })).status;
  context.count(2);
  return [
    ...((await statusOf(copied)) === 401
      ? []
      : ['A cookie that was copied before a sign-out still presents.']),
    ...((await statusOf(other)) === 200 ? [] : ['A sign-out signs another browser out, too.']),
  ];
}

/** Checks that idle connections, and those with half a request, are closed. */
async function closesSilent({ port }: Target): Promise<string[]> {
  const begun = ['', 'GET /talk/ HTTP/1.1\r\n', 'GET /talk/ HTTP/1.1\r\nHost: localhost\r\nX'];
  const sockets = await Promise.all(
    begun.map(async (bytes) => {
      const socket = await openSocket(port, '127.0.0.9');
      socket.resume();
      if (bytes !== '') socket.write(bytes);
      return socket;
    }),
  );
  await sleep(SILENCE_MS);
  const open = sockets.filter((socket) => !socket.closed).length;
  for (const socket of sockets) socket.destroy();
  return open === 0
    ? []
    : [`${open} of ${begun.length} connections that say nothing are open after ${SILENCE_MS / 1000} s.`];
}
