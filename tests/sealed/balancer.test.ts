/** Two servers behind the guide's balancers: one ends in the middle, and nobody is left without. */
import * as http from 'node:http';
import * as https from 'node:https';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Connection, type Socket } from '../../client/room/connection.ts';
import { RETURN_MS } from '../../server/wire/protocol.ts';
import { startCaddy } from '../setup/caddy.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { guideFile } from '../setup/guide.ts';
import { startNginx } from '../setup/nginx.ts';
import type { RunningProxy } from '../setup/proxy.ts';
import { build, type Served, startServer } from '../setup/sealed.ts';

const HOST = 'talks.example.org';

/** Enough that both servers have many, and that draining takes a while. */
const VIEWERS = 60;

/** After what a viewer is told that there is no connection, in client/live/follow.ts. */
const SIGN_MS = 4_000;

let folder: TestFolder;
let file = '';
let servers: Served[] = [];
beforeAll(async () => {
  folder = createFolder({ 'decks/talk/deck.md': '# Hello' });
  ({ file } = await build(folder.at('decks'), folder.at('out')));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
afterAll(() => folder.remove(''));

/** Returns a text with the ports that the servers have here. */
function atPorts(text: string): string {
  return servers.reduce((now, { address }, index) => {
    expect(now).toContain(`800${index + 1}`);
    return now.replace(/(?:localhost|127\.0\.0\.1):800[12]/, `127.0.0.1:${new URL(address).port}`);
  }, text);
}

const proxies = [
  {
    name: 'nginx',
    start() {
      const text = atPorts(guideFile('running/nginx.conf'));
      const [upstream = ''] = /^upstream[^}]*}/m.exec(text) ?? [];
      const [location = ''] = /^ {2}location[^}]*}/m.exec(text) ?? [];
      return startNginx(location, upstream);
    },
  },
  {
    name: 'Caddy',
    start() {
      const text = guideFile('running/Caddyfile').replace(/\{\$LECTERN_SERVERS:(.*)\} \{/, '$1 {');
      return startCaddy(HOST, atPorts(text));
    },
  },
];

/** A viewer with the connection that pages have, and the times at which it was lost and back. */
function watch(address: string) {
  const times: { lost: number; back: number }[] = [];
  let welcome = (): void => {};
  const joined = new Promise<void>((resolve) => {
    welcome = resolve;
  });
  const connection = new Connection({
    address,
    receive: () => {},
    changed(connected) {
      if (!connected) times.push({ lost: performance.now(), back: Number.POSITIVE_INFINITY });
      const last = times.at(-1);
      if (connected && last) last.back = performance.now();
      if (connected) welcome();
    },
    open(url) {
      const ws = new WebSocket(url, {
        ...{ servername: HOST, rejectUnauthorized: false, headers: { host: HOST } },
      });
      const socket: Socket = {
        onmessage: null,
        onclose: null,
        send: (text) => ws.send(text),
        close: () => ws.terminate(),
      };
      ws.on('message', (data) => socket.onmessage?.({ data: String(data) }));
      ws.on('close', (code) => socket.onclose?.(code));
      ws.on('error', () => {});
      return socket;
    },
  });
  connection.start();
  return { connection, joined, times };
}

describe.each(proxies)('behind $name', ({ start }) => {
  let proxy: RunningProxy | undefined;
  afterEach(async () => {
    await proxy?.stop();
    proxy = undefined;
  });

  test('viewers of a server that ends are on the other one before they are told of anything', async () => {
    const options = ['--url', `https://${HOST}`, '--trust-proxy', '--max-viewers-per-address', '0'];
    servers = await Promise.all([0, 1].map(() => startServer([file, ...options])));
    const running = await start();
    proxy = running;
    const scheme = running.isSecure ? 'wss' : 'ws';
    const viewers = Array.from({ length: VIEWERS }, () =>
      watch(`${scheme}://127.0.0.1:${running.port}/talk/live`),
    );
    await Promise.all(viewers.map(({ joined }) => joined));
    const [ending] = servers;
    const answers: number[] = [];
    let isOver = false;
    const asking = (async () => {
      while (!isOver) answers.push(await status(running));
    })();
    ending?.child.kill('SIGTERM');
    expect(await ending?.ended).toMatchObject({ code: 0 });
    await expect
      .poll(() => viewers.filter(({ connection }) => !connection.connected), { timeout: 20_000 })
      .toEqual([]);
    isOver = true;
    await asking;
    const outages = viewers.flatMap(({ times }) => times.map(({ lost, back }) => back - lost));
    for (const { connection } of viewers) connection.stop();
    // Each was lost once at most, those of the server that ended, which are some.
    expect(outages.length).toBeGreaterThan(VIEWERS / 4);
    expect(outages.length).toBeLessThan(VIEWERS);
    expect(Math.max(...outages)).toBeLessThan(SIGN_MS);
    expect(Math.min(...outages)).toBeLessThan(RETURN_MS.audience / 2);
    expect(Math.max(...outages) - Math.min(...outages)).toBeGreaterThan(RETURN_MS.audience / 4);
    // And pages were there all the time.
    expect(answers.length).toBeGreaterThan(10);
    expect(new Set(answers)).toEqual(new Set([200]));
  });
});

/** Asks for the deck's page; resolves to the status of the answer. */
function status({ isSecure, port }: RunningProxy): Promise<number> {
  const { request } = isSecure ? https : http;
  const options = { host: '127.0.0.1', port, servername: HOST, rejectUnauthorized: false, agent: false };
  return new Promise((resolve, reject) => {
    request({ ...options, path: '/talk/', headers: { host: HOST } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}
