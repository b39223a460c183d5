/** The presenters' routes. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Presenters } from '../../server/auth/presenters.ts';
import type { ServerOptions } from '../../server/cli/options.ts';
import type { Rooms } from '../../server/live/presenter/presenter-guard.ts';
import type { Entry } from '../../server/live/room/log-entry.ts';
import { NOTHING_SHOWN } from '../../server/live/shown.ts';
import { createApp } from '../../server/serve/app.ts';
import { page, resource, siteOf } from '../setup/site.ts';

const KEY = 'correct-horse-battery';
const HERE = 'http://localhost';
const log: Entry[] = [
  {
    at: 1000,
    epoch: 'one',
    seq: 1,
    by: 'stage',
    type: 'go',
    position: { slide: 'a', h: 0, v: 0, f: -1 },
  },
  { at: 3000, epoch: 'one', seq: 2, by: 'stage', type: 'end' },
];

const revoked: string[] = [];
const dismissed: (string | undefined)[] = [];
const rooms: Rooms = {
  shown: async () => NOTHING_SHOWN,
  entries: async () => log,
  dismissPresenters: (session) => dismissed.push(session),
};

function serve(options: Partial<ServerOptions> = {}) {
  let key = KEY;
  const presenters = new Presenters({
    get key() {
      return key;
    },
    isPending: false,
    decryptionKey: KEY,
    accept: () => {},
    renew: () => {
      key = `${key}-renewed`;
      return key;
    },
    retry: () => {},
  });
  const site = siteOf({
    '/talk/': page(),
    '/a b/': page(),
    '/talk/speaker': resource({ reader: 'presenter', body: { bytes: Buffer.from('the speaker view') } }),
    '/talk/speaker/private.json': resource({
      reader: 'presenter',
      body: { bytes: Buffer.from('the notes') },
    }),
  });
  return createApp({
    site: () => site,
    options: { base: '', trustProxy: false, ...options },
    machine: 'lectern-box',
    report: () => {},
    presenting: {
      presenters,
      rooms,
      audienceAddress: () => 'http://192.0.2.7:8000/',
      revoked: (next) => revoked.push(next),
    },
  });
}

let app = serve();
let cookie = '';
beforeEach(async () => {
  revoked.length = 0;
  dismissed.length = 0;
  app = serve();
  const answer = await app.request(`/talk/speaker?key=${KEY}`);
  cookie = cookieOf(answer);
});

const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
const post = (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) => {
  const body = new URLSearchParams(form).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
  return app.request(path, { method: 'POST', body, headers: { origin: HERE, ...type, ...headers } });
};

function cookieOf(answer: Response): string {
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

describe('the speaker view', () => {
  test('is for presenters; everyone else may sign in', async () => {
    const stranger = await get('/talk/speaker');
    expect([stranger.status, stranger.headers.get('cache-control')]).toEqual([401, 'private, no-store']);
    expect(await stranger.text()).toContain('<form method="post" action="speaker">');
    const presenter = await get('/talk/speaker', { cookie });
    expect([presenter.status, await presenter.text()]).toEqual([200, 'the speaker view']);
    expect(presenter.headers.get('cache-control')).toBe('private, no-store');
  });

  test('of no deck is not there', async () => {
    for (const path of ['/none/speaker', '/none/speaker/runs.json'])
      expect((await get(path)).status).toBe(404);
    expect((await post('/none/speaker', { key: KEY })).status).toBe(404);
  });

  test('answers no stranger’s host', async () => {
    const answer = await get(`/talk/speaker?key=${KEY}`, { host: 'evil.example' });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([421, null]);
  });

  test('is below the base', async () => {
    app = serve({ base: '/talks' });
    const answer = await get(`/talks/talk/speaker?key=${KEY}`);
    expect(answer.headers.get('set-cookie')).toContain('; Path=/talks/;');
    expect((await get('/talks/talk/speaker', { cookie: cookieOf(answer) })).status).toBe(200);
    expect((await get(`/talk/speaker?key=${KEY}`)).status).toBe(404);
  });
});

describe('the key', () => {
  test('in the address is exchanged for a cookie and the clean address', async () => {
    const answer = await get(`/talk/speaker?key=${KEY}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, './speaker']);
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect(JSON.stringify([...answer.headers])).not.toContain(KEY);
    expect((await get('/a%20b/speaker', { cookie: cookieOf(answer) })).status).toBe(404);
  });

  test('over https makes a cookie for https only', async () => {
    app = serve({ url: new URL('https://talks.example.org/') });
    const answer = await get(`/talk/speaker?key=${KEY}`, { host: 'talks.example.org' });
    expect(answer.headers.get('set-cookie')).toMatch(/; Secure$/);
  });

  test('that is wrong is refused; too many at a time are to come again, and the right one is in when it does', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const flood = Array.from({ length: 100 }, (_, i) => get(`/talk/speaker?key=wrong${i}`));
    const turnedAway = await get(`/talk/speaker?key=${KEY}`);
    expect([turnedAway.status, turnedAway.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await turnedAway.text()).toContain(
      'Many keys are being tried here. This page brings yours again by itself.',
    );
    await vi.advanceTimersByTimeAsync(500);
    expect((await get(`/talk/speaker?key=${KEY}`)).status).toBe(303);
    await vi.runAllTimersAsync();
    const statuses = (await Promise.all(flood)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(100 - 10 - 64);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10 + 64);
    vi.useRealTimers();
  });

  test('page runs no script but its own', async () => {
    const page = await get('/talk/speaker?token=x');
    const policy = page.headers.get('content-security-policy') ?? '';
    const scripts = [...(await page.text()).matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(
      ([, text = '']) => text,
    );
    const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    expect(policy).toContain(`script-src 'self' ${hashes.join(' ')};`);
    expect(scripts).toHaveLength(1);
  });

  test('is taken from a form of our own page', async () => {
    const answer = await post('/talk/speaker', { key: KEY });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, './speaker']);
    expect((await get('/talk/speaker', { cookie: cookieOf(answer) })).status).toBe(200);
    const wrong = await post('/talk/speaker', { key: 'wrong' });
    expect([wrong.status, await wrong.text()]).toEqual([
      401,
      expect.stringContaining('That is not the key.'),
    ]);
  });

  test('in a form without end is not read', async () => {
    const body = `key=${KEY}&${'x'.repeat(5000)}`;
    const headers = { origin: HERE, 'content-length': String(body.length) };
    expect((await app.request('/talk/speaker', { method: 'POST', body, headers })).status).toBe(401);
  });
});

test.each(['', '/phone', '/sign-out', '/revoke'])('POST speaker%s is for our own pages', async (path) => {
  for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }]) {
    expect((await post(`/talk/speaker${path}`, { key: KEY }, { cookie, ...headers })).status).toBe(403);
  }
  const headers = { cookie };
  const without = await app.request(`/talk/speaker${path}`, { method: 'POST', headers });
  expect([without.status, await without.text()]).toEqual([
    403,
    "Only this server's own pages may do this, not a request without Origin. Is --url right?\n",
  ]);
  expect([revoked, dismissed]).toEqual([[], []]);
});

describe('a phone', () => {
  test('becomes a presenter’s by a tap, once; opening the link uses nothing up', async () => {
    const made: { address: string; expires: number } = await (
      await post('/talk/speaker/phone', {}, { cookie })
    ).json();
    expect(made.address).toMatch(/^http:\/\/192\.0\.2\.7:8000\/talk\/speaker\?token=[\w-]{22}$/);
    const token = new URL(made.address).searchParams.get('token') ?? '';
    for (let preview = 0; preview < 3; preview++) {
      const opened = await get(`/talk/speaker?token=${token}`);
      expect([opened.status, opened.headers.get('set-cookie')]).toEqual([401, null]);
      expect(await opened.text()).toContain(`<input name="token" type="hidden" value="${token}">`);
    }
    const tapped = await post('/talk/speaker', { token });
    expect(tapped.status).toBe(303);
    expect((await get('/talk/speaker', { cookie: cookieOf(tapped) })).status).toBe(200);
    const again = await post('/talk/speaker', { token });
    expect([again.status, await again.text()]).toEqual([
      401,
      expect.stringContaining('This code was used before'),
    ]);
  });

  test('is known to have joined, by the presenter who made the code', async () => {
    const state = async (name: string) =>
      (await (await get(`/talk/speaker/phone/${name}`, { cookie })).json()).state;
    const make = async () => (await post('/talk/speaker/phone', {}, { cookie })).json();
    const [used, kept] = [await make(), await make()];
    expect([await state(used.name), await state(kept.name), await state('another')]).toEqual([
      'open',
      'open',
      'gone',
    ]);
    const token = new URL(used.address).searchParams.get('token') ?? '';
    expect(used.name).not.toContain(token);
    await post('/talk/speaker', { token });
    expect([await state(used.name), await state(kept.name)]).toEqual(['redeemed', 'open']);
    expect((await get(`/talk/speaker/phone/${kept.name}`)).status).toBe(401);
  });

  test('is told the address that it can reach', async () => {
    const address = async (host: string) =>
      (await (await post('/talk/speaker/phone', {}, { cookie, host, origin: `http://${host}` })).json())
        .address;
    expect(await address('192.0.2.99:8000')).toContain('http://192.0.2.99:8000/talk/speaker?token=');
    expect(await address('127.0.0.1:8000')).toContain('http://192.0.2.7:8000/talk/speaker?token=');
  });

  test('gets no token from the audience', async () => {
    expect((await post('/talk/speaker/phone')).status).toBe(401);
  });

  test('sees its token as text, whatever it is', async () => {
    const opened = await get('/talk/speaker?token=%22%3E%3Cscript%3E');
    expect(await opened.text()).not.toContain('<script>');
  });
});

test('signing out takes this browser’s cookie and connections away', async () => {
  const answer = await post('/talk/speaker/sign-out', {}, { cookie });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '../']);
  expect(answer.headers.get('set-cookie')).toContain('=; Path=/; Max-Age=0;');
  expect(dismissed).toEqual([cookie.split(/[=.]/)[1]]);
  // A copy that somebody made of it before.
  expect((await get('/talk/speaker', { cookie })).status).toBe(401);
  expect((await get('/talk/speaker/log.jsonl', { cookie })).status).toBe(401);
  expect((await post('/talk/speaker/revoke', {}, { cookie })).status).toBe(401);
});

test('revoking leaves one presenter: who revoked', async () => {
  expect((await post('/talk/speaker/revoke')).status).toBe(401);
  const answer = await post('/talk/speaker/revoke', {}, { cookie });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '../speaker']);
  expect(dismissed).toEqual([undefined]);
  expect(revoked).toEqual([`${KEY}-renewed`]);
  expect(JSON.stringify([...answer.headers])).not.toContain(KEY);
  expect((await get('/talk/speaker', { cookie })).status).toBe(401);
  expect((await get('/talk/speaker', { cookie: cookieOf(answer) })).status).toBe(200);
});

describe('what only presenters read', () => {
  test('is not there for the audience', async () => {
    expect((await get('/talk/speaker/private.json')).status).toBe(404);
    for (const path of ['runs.json', 'log.jsonl'])
      expect((await get(`/talk/speaker/${path}`)).status).toBe(401);
  });

  test('is notes, runs and the log', async () => {
    const notes = await get('/talk/speaker/private.json', { cookie });
    expect([notes.headers.get('cache-control'), await notes.text()]).toEqual([
      'private, no-store',
      'the notes',
    ]);
    const runs = await get('/talk/speaker/runs.json', { cookie });
    expect(await runs.json()).toMatchObject({ runs: [{ epoch: 'one', total: 2000 }] });
    const lines = await get('/talk/speaker/log.jsonl', { cookie });
    expect(lines.headers.get('content-disposition')).toBe('attachment; filename="talk.jsonl"');
    expect(
      (await lines.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(log);
  });

  test('is forgotten with a cookie a month old', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 24 * 3_600_000 });
    expect((await get('/talk/speaker/private.json', { cookie })).status).toBe(404);
    vi.useRealTimers();
  });
});
