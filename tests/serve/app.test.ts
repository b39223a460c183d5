/** The routes, as a function from request to response. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../server/serve/app.ts';
import type { Site } from '../../server/site/site.ts';
import { appOf, page, pageText, resource, siteOf } from '../setup/site.ts';

const { app } = appOf({
  '/': page(),
  '/talk/': page(),
  '/talk/speaker': resource({ reader: 'presenter', body: { bytes: Buffer.from('the notes') } }),
  '/a:b/': page(),
  '/größe/': page(),
  '/größe/speaker': resource({ reader: 'presenter', body: { bytes: Buffer.from('the notes') } }),
  '/talks/2026/tide/': page(),
  '/talk/a b.png': resource({ type: 'image/png' }),
  '/talk/größe.png': resource({ type: 'image/png' }),
  '/talk/50%.txt': resource({ type: 'text/plain; charset=utf-8' }),
  '/talk/plan.svg': resource({ type: 'image/svg+xml' }),
  '/broken/': resource({ status: 500, body: { bytes: Buffer.from('This deck is being repaired.') } }),
  '/digits.bin': resource({ type: 'application/octet-stream', body: { bytes: Buffer.from('0123456789') } }),
  '/_/deck.1f.js': resource({ type: 'text/javascript; charset=utf-8', cache: 'immutable' }),
});

const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });

describe('looking up', () => {
  test.each([
    ['/talk/a%20b.png', 200],
    ['/talk/gr%C3%B6%C3%9Fe.png', 200],
    ['/talk/50%25.txt', 200],
    ['/talk/?print', 200],
    ['/talks/2026/tide/', 200],
    ['/talks/2026/tide/audience.json', 200],
    ['/talks/2026/', 404],
    ['/healthz', 200],
    ['/absent', 404],
    ['/TALK/', 404],
    ['/talk//', 404],
    ['/talk/%2e%2e%2fetc/passwd', 404],
    ['/talk%2F', 404],
    ['/talk/a%2520b.png', 404],
    ['/talk/%252e%252e/', 404],
    ['/talk/..%5c..%5cdeck.md', 404],
    ['/talk/%00', 404],
    ['/talk/a%20b.png%00.html', 404],
    ['/talk/speaker', 404],
    ['/gro%CC%88%C3%9Fe/speaker', 404],
    ['/gro%CC%88/', 404],
    ['/__proto__', 404],
    ['/talk/%', 400],
    ['/talk/%zz', 400],
    ['/talk/%c0%ae', 400],
    ['/broken/', 500],
  ])('%s answers %i', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  test('an unknown address answers the site’s own page', async () => {
    expect(await (await get('/absent')).text()).toBe('There is nothing here.');
  });

  test('what is for presenters is not there for the audience', async () => {
    expect(await (await get('/talk/speaker')).text()).not.toContain('notes');
  });

  test.each([
    ['/talk', './talk/'],
    ['/talk?view=print', './talk/?view=print'],
    ['/a:b', './a:b/'],
    ['/a%3Ab', './a%3Ab/'],
    ['/gro%CC%88%C3%9Fe/?view=print', '../gr%C3%B6%C3%9Fe/?view=print'],
    ['/gro%CC%88%C3%9Fe', './gr%C3%B6%C3%9Fe'],
    ['/talk/gro%CC%88%C3%9Fe.png', './gr%C3%B6%C3%9Fe.png'],
  ])('%s redirects to %s', async (path, location) => {
    const response = await get(path);
    expect([response.status, response.headers.get('location')]).toEqual([308, location]);
  });

  test('only GET and HEAD are answered', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const response = await app.request('/talk/', { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });

  test('HEAD answers the headers of GET without the body', async () => {
    const [head, full] = [await app.request('/talk/', { method: 'HEAD' }), await get('/talk/')];
    expect(await head.text()).toBe('');
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(full.headers));
    expect(head.headers.get('content-length')).toBe(String(pageText.length));
  });

  test('a fault inside is a plain 500, and reported', async () => {
    const reports: string[] = [];
    const faulty = createApp({
      site: () => {
        throw new Error('no site');
      },
      options: { base: '', trustProxy: false },
      machine: 'm',
      report: (message) => reports.push(message),
    });
    const response = await faulty.request('/');
    expect([response.status, await response.text()]).toEqual([
      500,
      'Something went wrong inside the server.\n',
    ]);
    expect(reports).toEqual(['An answer failed: no site']);
  });
});

describe('codings', () => {
  test.each([
    [undefined, null],
    ['', null],
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['deflate', null],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br; q=0.5 , gzip;q=0.5', 'br'],
    ['identity;q=1, br;q=0.5', null],
    ['identity;q=0, gzip', 'gzip'],
    ['identity;q=0', null],
    ['*;q=0', null],
    ['br;q=nonsense', null],
  ])('accepting %j gets %j', async (accepted, coding) => {
    const response = await get('/talk/', accepted === undefined ? {} : { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBe(coding);
    expect(response.headers.get('vary')).toBe('accept-encoding');
    const bytes = Buffer.from(await response.arrayBuffer());
    const decoded =
      coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes;
    expect(decoded.toString()).toBe(pageText);
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
  });

  test('what has one form only does not vary', async () => {
    expect((await get('/digits.bin', { 'accept-encoding': 'br' })).headers.get('vary')).toBeNull();
  });
});

describe('validators', () => {
  test('each coding has a tag of its own', async () => {
    const tags = await Promise.all(
      ['identity', 'br', 'gzip'].map(async (accepted) =>
        (await get('/talk/', { 'accept-encoding': accepted })).headers.get('etag'),
      ),
    );
    expect(tags).toEqual(['"tag"', '"tag-br"', '"tag-gz"']);
  });

  test.each([
    ['"tag"', 304],
    ['W/"tag"', 304],
    ['"other", W/"tag"', 304],
    ['"other","tag"', 304],
    ['*', 304],
    ['"tag-br"', 200],
    ['"other"', 200],
    ['tag', 200],
  ])('If-None-Match: %s answers %i', async (tags, status) => {
    const response = await get('/talk/', { 'if-none-match': tags });
    expect(response.status).toBe(status);
    if (status === 304) {
      expect(await response.text()).toBe('');
      expect(response.headers.get('etag')).toBe('"tag"');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
  });

  test('an error is never “not modified”', async () => {
    expect((await get('/absent', { 'if-none-match': '*' })).status).toBe(404);
    expect((await get('/broken/', { 'if-none-match': '"tag"' })).status).toBe(500);
  });

  test('hashed files are kept for ever, all others asked for again', async () => {
    expect((await get('/_/deck.1f.js')).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await get('/talk/')).headers.get('cache-control')).toBe('no-cache');
  });
});

describe('ranges', () => {
  test.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-100', 206, '89', 'bytes 8-9/10'],
    ['bytes=9-9', 206, '9', 'bytes 9-9/10'],
    ['BYTES=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=10-', 416, 'This has 10 bytes; the range is beyond them.\n', 'bytes */10'],
    ['bytes=-0', 416, 'This has 10 bytes; the range is beyond them.\n', 'bytes */10'],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['bytes=5-2', 200, '0123456789', null],
    ['bytes=-', 200, '0123456789', null],
    ['bytes=a-b', 200, '0123456789', null],
    ['lines=0-3', 200, '0123456789', null],
  ])('Range: %s answers %i', async (range, status, text, contentRange) => {
    const response = await get('/digits.bin', { range });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  test.each([
    ['"tag"', 206],
    ['"older"', 200],
    ['W/"tag"', 200],
    ['Sun, 22 Nov 2026 10:00:00 GMT', 200],
  ])('If-Range: %s answers %i', async (ifRange, status) => {
    expect((await get('/digits.bin', { range: 'bytes=0-3', 'if-range': ifRange })).status).toBe(status);
  });

  test('a compressed answer is sent whole', async () => {
    const response = await get('/talk/', { range: 'bytes=0-3', 'accept-encoding': 'br' });
    expect([response.status, response.headers.get('accept-ranges')]).toEqual([200, null]);
  });

  test('a client that has it gets 304, whatever range it asks for', async () => {
    expect((await get('/digits.bin', { range: 'bytes=0-3', 'if-none-match': '"tag"' })).status).toBe(304);
  });
});

describe('files', () => {
  let folder = '';
  const content = Buffer.alloc(300_000, 'lectern ');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lectern-app-'));
    for (const name of ['film.mp4', 'changed.mp4']) writeFileSync(join(folder, name), content);
    writeFileSync(join(folder, 'empty.mp4'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const film = (name: string, size = content.length) =>
    appOf({
      '/film': resource({ type: 'video/mp4', body: { file: join(folder, name), size } }),
    }).app;

  test('a file is sent whole', async () => {
    const response = await film('film.mp4').request('/film');
    expect(response.headers.get('content-length')).toBe('300000');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(content.equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
  });

  test('a part of a file is sent', async () => {
    const response = await film('film.mp4').request('/film', { headers: { range: 'bytes=65530-65545' } });
    expect(response.status).toBe(206);
    expect(await response.text()).toBe(content.subarray(65530, 65546).toString());
  });

  test('HEAD opens no file', async () => {
    const response = await film('absent.mp4').request('/film', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '300000']);
  });

  test('an empty file is an empty answer', async () => {
    const response = await film('empty.mp4', 0).request('/film');
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  test('a file that is gone is not found', async () => {
    expect((await film('absent.mp4').request('/film')).status).toBe(404);
  });

  test('a file that has changed asks to try again', async () => {
    const response = await film('changed.mp4', 5).request('/film');
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([
      503,
      '1',
      'This file is being changed. Try again in a moment.\n',
    ]);
  });
});

describe('security', () => {
  test('every answer forbids sniffing and keeps the address to itself', async () => {
    for (const path of ['/', '/digits.bin', '/absent', '/talk', '/healthz', '/talk/%', '/broken/']) {
      const { headers } = await get(path);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('strict-origin-when-cross-origin');
    }
  });

  test('a page carries its own policy', async () => {
    expect((await get('/talk/')).headers.get('content-security-policy')).toBe("default-src 'self'");
  });

  test('an SVG by itself runs nothing', async () => {
    expect((await get('/talk/plan.svg')).headers.get('content-security-policy')).toContain('sandbox');
  });

  test('pages over https have no opener elsewhere', async () => {
    const secure = appOf({ '/': page() }, { url: new URL('https://talks.example.org/') }).app;
    const opener = 'cross-origin-opener-policy';
    expect((await secure.request('/')).headers.get(opener)).toBe('same-origin');
    expect((await get('/')).headers.get(opener)).toBeNull();
  });

  test.each([
    '127.0.0.1:8000',
    '[::1]:8000',
    '[2001:db8::7]',
    '192.168.1.20',
    'localhost',
    'LOCALHOST:8000',
    'localhost.',
    'talks.localhost:8000',
    'lectern-box:8000',
    'anything.local',
    'talks.example.org',
  ])('Host: %s is answered', async (host) => {
    const named = appOf({ '/': page() }, { url: new URL('https://talks.example.org/') }).app;
    expect((await named.request('/', { headers: { host } })).status).toBe(200);
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'local',
    '1.2.3',
    '[::1',
    '',
  ])('Host: %j is sent away', async (host) => {
    expect((await get('/', { host })).status).toBe(421);
  });

  test('a host sent away is told of --url', async () => {
    expect(await (await get('/', { host: 'talks.example.org' })).text()).toBe(
      'This server does not answer for talks.example.org. If it should, start it with --url http://talks.example.org/ (or https).\n',
    );
  });
});

test('the health of a server that is about to end tells balancers to go elsewhere; pages are still there', async () => {
  let draining = false;
  const { app: ending } = appOf({ '/talk/': page() }, {}, () => draining);
  const well = await ending.request('/healthz');
  draining = true;
  const health = await ending.request('/healthz');
  expect([well.status, health.status, health.headers.get('retry-after')]).toEqual([200, 503, '1']);
  expect((await health.text()).split('\n')).toEqual([
    'draining',
    ...(await well.text()).split('\n').slice(1),
  ]);
  expect((await ending.request('/talk/')).status).toBe(200);
});

describe('a base', () => {
  const mounted = appOf({ '/': page(), '/talk/': page() }, { base: '/talks' }).app;

  test.each([
    ['/talks/', 200],
    ['/talks/talk/', 200],
    ['/talks/healthz', 200],
    ['/healthz', 200],
    ['/', 404],
    ['/talk/', 404],
    ['/talkstalk/', 404],
    ['/talks/talks/', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await mounted.request(path)).status).toBe(status);
  });

  test.each([
    ['/talks', './talks/'],
    ['/talks/talk?x=1', './talk/?x=1'],
  ])('%s redirects to %s', async (path, location) => {
    const response = await mounted.request(path);
    expect([response.status, response.headers.get('location')]).toEqual([308, location]);
  });
});

describe('a page that is still being written', () => {
  const former = resource({ reader: 'presenter' });
  const site: Site = {
    ...siteOf({ '/freed/': former, '/shut/': former }),
    late: new Map([
      ['/freed/', async () => page()],
      ['/shut/', async () => former],
    ]),
  };
  const writing = createApp({
    site: () => site,
    options: { base: '', trustProxy: false },
    machine: 'localhost',
    report: () => {},
  });

  test.each([
    ['/freed/', 200],
    ['/freed', 308],
    ['/shut/', 404],
    ['/shut', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await writing.request(path)).status).toBe(status);
  });
});
