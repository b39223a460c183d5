/** The server on real sockets. */

import { once } from 'node:events';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { Agent, get as httpGet } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Running, serve } from '../../server/serve/listen.ts';
import { siteRevision } from '../../server/site/revision.ts';
import { appOf, page, pageText, resource } from '../setup/site.ts';
import { exchange, getRaw, openRequest } from '../setup/sockets.ts';

const running: Running[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(running.splice(0).map((server) => server.close()));
});

let folder = '';
const filmSize = 20_000_000;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-serve-'));
  writeFileSync(join(folder, 'film.mp4'), Buffer.alloc(filmSize, 'lectern '));
  writeFileSync(join(folder, 'secret.md'), 'the source');
});
afterAll(() => rmSync(folder, { recursive: true }));

const tls = {
  cert: join(import.meta.dirname, '../setup/tls/test-only-cert.pem'),
  key: join(import.meta.dirname, '../setup/tls/test-only-key.pem'),
};

async function start(
  options: Partial<Parameters<typeof serve>[0]['options']> = {},
  more: Partial<Pick<Parameters<typeof serve>[0], 'upgrade' | 'silence'>> = {},
) {
  const { app, reports } = appOf({
    '/': page(),
    '/talk/': page(),
    '/talk/film.mp4': resource({
      type: 'video/mp4',
      body: { file: join(folder, 'film.mp4'), size: filmSize },
    }),
  });
  const server = await serve({
    app,
    options: { port: 0, host: '127.0.0.1', ...options },
    report: (message) => reports.push(message),
    ...more,
  });
  running.push(server);
  return { ...server, reports };
}

describe('answering', () => {
  test('a page is answered with its length and headers', async () => {
    const { port } = await start();
    const { status, text } = await getRaw(port, '/talk/');
    expect(status).toBe(200);
    expect(text).toMatch(/\r\ncontent-length: \d+\r\n/i);
    expect(text).toMatch(/\r\ncontent-security-policy: default-src 'self'\r\n/i);
  });

  test('HEAD has the length and no body', async () => {
    const { port } = await start();
    const text = await exchange(
      port,
      'HEAD /talk/film.mp4 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text).toMatch(/\r\ncontent-length: 20000000\r\n/i);
    expect(text.endsWith('\r\n\r\n')).toBe(true);
  });

  test('a 304 has no body', async () => {
    const { port } = await start();
    const text = await exchange(
      port,
      'GET /talk/ HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: "tag"\r\nConnection: close\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1\.1 304 Not Modified\r\n/);
    expect(text.endsWith('\r\n\r\n')).toBe(true);
  });

  test('a part of a film is answered', async () => {
    const { port } = await start();
    const text = await exchange(
      port,
      'GET /talk/film.mp4 HTTP/1.1\r\nHost: localhost\r\nRange: bytes=19999992-\r\nConnection: close\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1\.1 206 Partial Content\r\n/);
    expect(text.endsWith('\r\n\r\nlectern ')).toBe(true);
  });

  test.each([
    ['/talk/../../secret.md', 404],
    ['/../secret.md', 404],
    ['/talk/..%2f..%2fsecret.md', 404],
    ['/talk/%2e%2e/%2e%2e/secret.md', 404],
    ['/talk/.%2e/secret.md', 404],
    ['/talk/..;/secret.md', 404],
    ['/talk/..\\..\\secret.md', 400],
    ['/talk/%5c..%5csecret.md', 404],
    ['/talk/secret.md', 404],
    ['/talk/film.mp4%00.md', 404],
    ['/talk/film.mp4/', 404],
    ['//talk/', 404],
    ['//evil.example/talk', 404],
    ['/talk/%2e', 200],
    ['/%E0%A4%A', 400],
    ['http://localhost/talk/', 200],
    ['http://localhost/talk/../secret.md', 404],
    ['http://evil.example/talk/', 421],
    ['HTTP://evil.example/talk/', 400],
    ['https://evil.example/talk/', 421],
    ['http://localhost@evil.example/talk/', 421],
    ['http://evil.example', 421],
    ['http://127.0.0.1:80/talk/', 200],
    ['http://[::1]/talk/', 200],
    ['file:///etc/passwd', 400],
    ['*', 400],
    ['talk/', 400],
  ])('the target %s answers %i', async (target, status) => {
    const { port } = await start();
    const answer = await getRaw(port, target);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('the source');
  });

  test('a request line that is no HTTP is a 400', async () => {
    const { port } = await start();
    expect(await exchange(port, 'NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('another name than ours is sent away', async () => {
    const { port } = await start();
    const text = await exchange(port, 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 421 /);
  });

  test('a target’s own host does not go around the check', async () => {
    const { port } = await start();
    const text = await exchange(
      port,
      'GET http://localhost/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1\.1 421 /);
  });

  test('a body sent with a refused method does no harm', async () => {
    const { port } = await start();
    const text = await exchange(
      port,
      'POST /talk/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello',
    );
    expect(text).toMatch(/^HTTP\/1\.1 405 /);
  });
});

describe('clients that are not browsers', () => {
  const upgrade = () => {
    throw new Error('This is for websockets.');
  };

  test('HTTP/1.0 needs no Host', async () => {
    const { port } = await start();
    for (const [path, answer] of [
      ['/healthz', `ok\nrevision ${siteRevision({ decks: [] })}\n`],
      ['/talk/', pageText],
    ]) {
      const text = await exchange(port, `GET ${path} HTTP/1.0\r\n\r\n`);
      expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toBe(answer);
    }
    expect(await exchange(port, 'GET /healthz HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test.each(['h2c', 'TLS/1.0, HTTP/2.0', 'h2c, websocket', 'spdy/3'])(
    'a wish to go on in %s is passed over',
    async (protocol) => {
      const { port, reports } = await start({}, { upgrade });
      const wish = `Connection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABkAAQAAP__`;
      const socket = connect(port, '127.0.0.1').setEncoding('latin1');
      const ask = async (request: string, rest = '') => {
        socket.write(`${request} HTTP/1.1\r\nHost: localhost\r\n${wish}\r\n${rest}`);
        let text = '';
        while (!/\r\n\r\n[\s\S]+/.test(text)) text += (await once(socket, 'data'))[0];
        return text;
      };
      expect(await ask('GET /healthz', '\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]+ok\nrevision \w+\n$/);
      expect(await ask('GET /talk/', '\r\n')).toContain(pageText);
      // The body is none of the next request.
      const body = 'GET /healthz HTTP/1.1\r\n\r\n';
      const refused = await ask('POST /talk/', `Content-Length: ${body.length}\r\n\r\n${body}`);
      expect(refused.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 405']);
      socket.destroy();
      expect(reports).toEqual([]);
    },
  );

  test('a wish to go on in another protocol that comes before an answer ends the connection', async () => {
    const { port } = await start({}, { upgrade });
    const wish = 'Connection: upgrade\r\nUpgrade: h2c\r\n\r\n';
    await exchange(port, `GET /healthz HTTP/1.1\r\nHost: localhost\r\n${wish}`.repeat(3));
  });

  test('a wish to go on in another protocol is passed over on https, too', async () => {
    const { port } = await start({ tls }, { upgrade });
    const headers = { connection: 'upgrade', upgrade: 'h2c' };
    const status = await new Promise((resolve, reject) => {
      const options = { port, host: '127.0.0.1', path: '/healthz', rejectUnauthorized: false, headers };
      const request = httpsRequest(options, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject).end();
    });
    expect(status).toBe(200);
  });
});

describe('connections that are kept open for nothing', () => {
  const silence = 1000;
  test.each([
    ['say nothing', '', ''],
    ['stop in the middle of a line', 'GET /talk/ HT', ''],
    ['send headers without end', 'GET /talk/ HTTP/1.1\r\n', 'X: y\r\n'],
    [
      'send a body without end',
      'PUT /talk/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n',
      'a',
    ],
    ['begin a second request', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /hea', ''],
    [
      'ask for a websocket without end',
      'GET /talk/live HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\n',
      '',
    ],
    [
      'pass over another protocol and then say nothing more',
      'POST /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: h2c\r\nContent-Length: 9\r\n\r\n',
      '',
    ],
  ])('are closed when they %s', async (_, first, again) => {
    const { port } = await start({}, { silence, upgrade: () => {} });
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {}).resume();
    if (first) socket.write(first);
    const drip = setInterval(() => socket.write(again), 100);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(drip);
  });

  test('are closed where the handshake of https never comes', async () => {
    const { port } = await start({ tls }, { silence });
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {}).resume();
    await new Promise((resolve) => socket.once('close', resolve));
  });
});

describe('files under way', () => {
  test('a viewer who leaves closes the file', async () => {
    const { port, reports } = await start();
    const socket = await openRequest(port, '/talk/film.mp4');
    expect(openFilms()).not.toBe(0);
    socket.destroy();
    await expect.poll(openFilms).toBe(0);
    expect((await getRaw(port, '/talk/')).status).toBe(200);
    expect(reports).toEqual([]);
  });

  test('a file that gets shorter while it is sent breaks the connection off', async () => {
    const { port, reports } = await start();
    const socket = await openRequest(port, '/talk/film.mp4');
    truncateSync(join(folder, 'film.mp4'), 1000);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    await closed;
    expect(reports).toEqual([
      `${join(folder, 'film.mp4')} could not be sent to its end: The file became shorter.`,
    ]);
    writeFileSync(join(folder, 'film.mp4'), Buffer.alloc(filmSize, 'lectern '));
  });

  /** How often this process has the film open; where the system cannot tell, nothing is claimed. */
  function openFilms(): number {
    if (process.platform !== 'linux') return 0;
    return readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(join(folder, 'film.mp4'));
      } catch {
        return false;
      }
    }).length;
  }
});

describe('ending', () => {
  test('idle, streaming and half-sent connections end within a second', async () => {
    const server = await start();
    running.length = 0;
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve, reject) => {
      httpGet({ port: server.port, host: '127.0.0.1', agent }, (response) =>
        response.resume().on('end', resolve),
      ).on('error', reject);
    });
    const streaming = await openRequest(server.port, '/talk/film.mp4');
    const halfSent = exchange(server.port, 'GET / HTTP/1.1\r\nHost: lo');
    // An answer to a later connection shows that the earlier one is open.
    await getRaw(server.port, '/');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const closed = server.close();
    vi.advanceTimersByTime(1000);
    await closed;
    await halfSent;
    streaming.destroy();
    agent.destroy();
  });

  test('without connections it ends at once', async () => {
    const server = await start();
    running.length = 0;
    // Nothing that it waits for ever comes.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await server.close();
  });
});

describe('https', () => {
  test('a page comes over TLS, with the opener policy', async () => {
    const { port } = await start({ tls });
    const status = await new Promise((resolve, reject) => {
      httpsRequest({ port, host: '127.0.0.1', rejectUnauthorized: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  test.each([
    [{ ...tls, cert: 'absent.pem' }, '--tls-cert names absent.pem, which cannot be read (ENOENT).'],
    [{ ...tls, key: 'absent.pem' }, '--tls-key names absent.pem, which cannot be read (ENOENT).'],
  ])('a missing file is named', async (files, message) => {
    await expect(start({ tls: files })).rejects.toThrow(new Error(message));
  });

  test('a certificate that is none is named', async () => {
    const cert = join(folder, 'secret.md');
    await expect(start({ tls: { ...tls, cert } })).rejects.toThrow(
      /^\S+secret\.md and \S+test-only-key\.pem cannot serve https \(\w+\)\. Both must be PEM files, the key without a passphrase and made for the certificate\.$/,
    );
  });
});

describe('a port that cannot be had', () => {
  test('a port in use names the next', async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toThrow(
      new Error(`Port ${port} is in use. Try --port ${port + 1}, or --port 0 for a free one.`),
    );
  });

  test('an address that is not ours is named', async () => {
    await expect(start({ host: '192.0.2.77' })).rejects.toThrow(
      new Error(
        'This machine has no address 192.0.2.77. Leave --host, or the variable HOST, out to listen on all that it has.',
      ),
    );
  });
});
