/** Behind a real nginx that mounts the server below a path. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, serve } from '../server/serve.ts';
import { type Nginx, startNginx } from './setup/nginx.ts';
import { appOf, page, pageText, resource } from './setup/site.ts';

const options = { base: '/talks', url: new URL('https://decks.example.org/') };

let server: Running;
let nginx: Nginx;
beforeAll(async () => {
  const { app } = appOf(
    {
      '/': page(),
      '/talk/': page(),
      '/talk/a b.png': resource({ type: 'image/png', body: { bytes: Buffer.from('0123456789') } }),
    },
    options,
  );
  server = await serve({ app, options: { port: 0, host: '127.0.0.1' }, report: () => {} });
  nginx = await startNginx(`location /talks/ {
      proxy_pass http://127.0.0.1:${server.port};
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto https;
    }`);
});
afterAll(async () => {
  await nginx?.stop();
  await server?.close();
});

interface Got {
  readonly response: IncomingMessage;
  readonly text: string;
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Got> {
  const asked = request({
    port: nginx.port,
    host: '127.0.0.1',
    path,
    headers: { host: 'decks.example.org', ...headers },
  }).end();
  const [response]: IncomingMessage[] = await once(asked, 'response');
  if (!response) throw new Error('There is no response.');
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return { response, text };
}

test('the index and a deck are reached below the path', async () => {
  for (const path of ['/talks/', '/talks/talk/']) {
    const { response, text } = await get(path);
    expect([response.statusCode, text]).toEqual([200, pageText]);
  }
});

test('an address with escapes passes through unchanged', async () => {
  expect((await get('/talks/talk/a%20b.png')).response.statusCode).toBe(200);
});

test('the redirect to a deck stays below the path and on the proxy’s host', async () => {
  const { response } = await get('/talks/talk?x=1');
  const { location = '' } = response.headers;
  expect(response.statusCode).toBe(308);
  expect(new URL(location, 'https://decks.example.org/talks/talk?x=1').href).toBe(
    'https://decks.example.org/talks/talk/?x=1',
  );
});

test('compression, validators and ranges pass through', async () => {
  const { response } = await get('/talks/talk/', { 'accept-encoding': 'br' });
  expect(response.headers['content-encoding']).toBe('br');
  expect(response.headers.etag).toBe('"tag-br"');
  const again = await get('/talks/talk/', { 'accept-encoding': 'br', 'if-none-match': '"tag-br"' });
  expect(again.response.statusCode).toBe(304);
  const part = await get('/talks/talk/a%20b.png', { range: 'bytes=2-4' });
  expect([part.response.statusCode, part.text]).toEqual([206, '234']);
});

test('the public address’s host is answered, another is not', async () => {
  expect((await get('/talks/', { host: 'evil.example' })).response.statusCode).toBe(421);
});

test('the health of the server can be asked through the proxy and beside it', async () => {
  expect((await get('/talks/healthz')).text).toBe('ok\n');
  expect(await (await fetch(`http://127.0.0.1:${server.port}/healthz`)).text()).toBe('ok\n');
});
