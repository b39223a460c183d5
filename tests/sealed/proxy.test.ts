/** The sealed file behind real proxies that mount it below a path, by the very text of the guide's examples. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import * as http from 'node:http';
import * as https from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startCaddy } from '../setup/caddy.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { guideCode } from '../setup/guide.ts';
import { startNginx } from '../setup/nginx.ts';
import type { RunningProxy } from '../setup/proxy.ts';
import { build, type Served, startServer } from '../setup/sealed.ts';

const KEY = 'the key of the talk';

/** The host in the guide's examples. */
const HOST = 'example.org';

let folder: TestFolder;
let server: Served;
beforeAll(async () => {
  folder = createFolder({
    'decks/talk/deck.md': '# Hello\n\n![](<a b.png>)\n\nNote: A private note.\n',
    'decks/talk/a b.png': '0123456789',
  });
  const { file } = await build(folder.at('decks'), folder.at('out'));
  const [, options = ''] = /^\$ npm start -- ([\s\S]*)/.exec(guideCode('Behind nginx', 'console')) ?? [];
  server = await startServer([file, '--key', KEY, ...options.split(/[\s\\]+/).filter(Boolean)]);
});
afterAll(async () => {
  await server?.stop();
  folder.remove('');
});

/** An example with the port that the server has here. */
function example(heading: string, language: string): string {
  const code = guideCode(heading, language);
  expect(code).toContain('localhost:8000');
  return code.replace('localhost:8000', `127.0.0.1:${new URL(server.address).port}`);
}

const proxies = [
  { name: 'nginx', start: () => startNginx(example('Behind nginx', 'nginx')) },
  { name: 'Caddy', start: () => startCaddy(HOST, example('Behind Caddy', 'text')) },
];

describe.each(proxies)('behind $name', ({ name, start }) => {
  let proxy: RunningProxy;
  beforeAll(async () => {
    proxy = await start();
  });
  afterAll(() => proxy?.stop());

  /** Where a client of the proxy connects to; its certificate is made for the test. */
  const connection = () => ({
    ...{ host: '127.0.0.1', port: proxy.port },
    ...{ servername: HOST, rejectUnauthorized: false },
  });

  async function get(path: string, headers: Record<string, string> = {}) {
    const { request } = proxy.isSecure ? https : http;
    const asked = request({ ...connection(), path, headers: { host: HOST, ...headers } }).end();
    const [response]: IncomingMessage[] = await once(asked, 'response');
    if (!response) throw new Error('There is no response.');
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return { response, text };
  }

  test('the index and a deck are reached below the path', async () => {
    for (const [path, content] of [
      ['/talks/', '<a href="talk/"'],
      ['/talks/talk/', '<h1>Hello</h1>'],
    ] as const) {
      const { response, text } = await get(path);
      expect([response.statusCode, text]).toEqual([200, expect.stringContaining(content)]);
    }
  });

  test('an address with escapes passes through unchanged', async () => {
    expect((await get('/talks/talk/a%20b.png')).response.statusCode).toBe(200);
  });

  test('the redirect to a deck stays below the path and on the proxy’s host', async () => {
    const { response } = await get('/talks/talk?x=1');
    const { location = '' } = response.headers;
    expect(response.statusCode).toBe(308);
    expect(new URL(location, `https://${HOST}/talks/talk?x=1`).href).toBe(`https://${HOST}/talks/talk/?x=1`);
  });

  test('compression, validators and ranges pass through', async () => {
    const { response } = await get('/talks/talk/', { 'accept-encoding': 'br' });
    expect(response.headers['content-encoding']).toBe('br');
    const { etag = '' } = response.headers;
    expect(etag).toMatch(/^"[\w-]+-br"$/);
    const again = await get('/talks/talk/', { 'accept-encoding': 'br', 'if-none-match': etag });
    expect(again.response.statusCode).toBe(304);
    const part = await get('/talks/talk/a%20b.png', { range: 'bytes=2-4' });
    expect([part.response.statusCode, part.text]).toEqual([206, '234']);
  });

  test('a presenter signs in with a cookie for https and the path, and sees the notes', async () => {
    const { response } = await get(`/talks/talk/speaker?key=${encodeURIComponent(KEY)}`);
    const [cookie = ''] = response.headers['set-cookie'] ?? [];
    expect(response.statusCode).toBe(303);
    expect(cookie).toMatch(/; Path=\/talks\/;/);
    expect(cookie).toMatch(/; Secure\b/);
    const { text } = await get('/talks/talk/speaker', { cookie: cookie.split(';', 1)[0] ?? '' });
    expect(text).toContain('A private note.');
  });

  test('the room is joined by a page of the public address, and by no other', async () => {
    const join = async (origin: string) => {
      const scheme = proxy.isSecure ? 'wss' : 'ws';
      const socket = new WebSocket(`${scheme}://127.0.0.1:${proxy.port}/talks/talk/live`, {
        ...{ servername: HOST, rejectUnauthorized: false, origin, headers: { host: HOST } },
      });
      const heard = await Promise.race([
        once(socket, 'message').then(([data]) => JSON.parse(String(data))),
        once(socket, 'unexpected-response').then(([, { statusCode }]) => statusCode),
      ]);
      socket.terminate();
      return heard;
    };
    expect(await join(`https://${HOST}`)).toMatchObject({ type: 'welcome', deck: 'talk' });
    expect(await join('https://elsewhere.example')).toBe(403);
  });

  test('the health of the server can be asked through the proxy and beside it', async () => {
    expect((await get('/talks/healthz')).text).toMatch(/^ok\n/);
    expect(await (await fetch(new URL('/healthz', server.address))).text()).toMatch(/^ok\n/);
  });

  // Caddy answers for the hosts of its sites alone.
  if (name === 'nginx') {
    test('another host than that of the public address is refused', async () => {
      expect((await get('/talks/', { host: 'evil.example' })).response.statusCode).toBe(421);
    });
  }
});
