/** Servers that start with and without Redis: as a command, and as a sealed file. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { command, runNode, type Started, startNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { freePort } from '../setup/port.ts';
import { build } from '../setup/sealed.ts';
import { CERTIFICATE, RedisServer } from './redis-server.ts';
import { Relay } from './relay.ts';

const KEY = 'sixteen letters or more';

/** Loaded before a server: says when Redis' client is loaded. */
const witness = `
const Module = require('node:module');
const load = Module._load;
Module._load = (name, ...rest) => {
  if (name.includes('ioredis')) process.stderr.write('[ioredis]\\n');
  return load(name, ...rest);
};
`;

let folder: TestFolder;
let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start();
  folder = createFolder({ 'decks/talk.md': '# One\n\n---\n\n# Two\n', 'witness.cjs': witness });
});
afterAll(async () => {
  await redis.close();
  folder.remove('');
});

const running: Started[] = [];
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});

/** Starts a server, and waits until it has printed its address. */
async function start(script: readonly string[], ...options: readonly string[]) {
  const port = await freePort();
  const where = ['--port', `${port}`, '--host', '127.0.0.1', '--key', KEY];
  const started = startNode([...script, ...where, ...options]);
  running.push(started);
  const [, base = ''] = await started.says(/On this machine +http:\/\/(\S+)\//);
  return { base, started };
}

/** Returns the first message of a deck's room. */
function hello(base: string): Promise<{ type: string }> {
  const socket = new WebSocket(`ws://${base}/live`);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data) => {
      resolve(JSON.parse(String(data)));
      socket.terminate();
    });
  });
}

test('Redis’ client is loaded with --redis alone', async () => {
  const serve = ['--require', folder.at('witness.cjs'), command, 'serve', folder.at('decks')];
  const said = [];
  for (const options of [[], ['--redis', redis.url]]) {
    const { base, started } = await start(serve, ...options);
    expect((await hello(base)).type).toBe('welcome');
    started.child.kill('SIGTERM');
    said.push((await started.ended).stderr.includes('[ioredis]'));
  }
  expect(said).toEqual([false, true]);
});

test('whoever comes first can sign in, though Redis takes a moment', async () => {
  const wire = await Relay.open(() => [redis.port]);
  wire.delay = 80;
  const port = await freePort();
  const where = ['--port', `${port}`, '--host', '127.0.0.1', '--key', KEY];
  const url = `redis://127.0.0.1:${wire.port}`;
  running.push(startNode([command, 'serve', folder.at('decks'), ...where, '--redis', url]));
  const address = `http://127.0.0.1:${port}/talk/speaker?key=${encodeURIComponent(KEY)}`;
  let answer: Response | undefined;
  while (!answer) {
    answer = await fetch(address, { redirect: 'manual' }).catch(() => undefined);
    if (!answer) await setTimeout(5);
  }
  expect(answer.headers.get('set-cookie')).toContain('lectern');
  await wire.close();
});

test('a start without Redis serves decks, says so without the password, and goes on when Redis comes', async () => {
  const port = await freePort();
  const url = `redis://us:secret@127.0.0.1:${port}/1`;
  const { base, started } = await start([command, 'serve', folder.at('decks')], '--redis', url);
  await started.says(
    new RegExp(
      `Redis at redis://127.0.0.1:${port}/1 cannot be reached .*Decks are served; talks wait until it is back.`,
    ),
  );
  expect((await fetch(`http://${base}/`)).status).toBe(200);
  expect(await hello(base)).toEqual({ type: 'away', role: 'audience' });
  const late = await RedisServer.start('no file', port);
  await late.ask('ACL SETUSER us on >secret ~* &* +@all');
  await started.says(/answers again. Talks go on./);
  await expect.poll(async () => (await hello(base)).type).toBe('welcome');
  started.child.kill('SIGTERM');
  const { stdout, stderr } = await started.ended;
  expect(stdout + stderr).not.toContain('secret');
  await late.close();
});

test('TLS and a password: a certificate that is trusted lets talks run, another is named and no password is sent', async () => {
  const { server, tlsPort } = await RedisServer.startWithTls();
  await server.ask('ACL SETUSER us on >secret ~* &* +@all');
  const url = `rediss://us:secret@localhost:${tlsPort}/1`;
  const port = await freePort();
  const where = ['--port', `${port}`, '--host', '127.0.0.1', '--key', KEY, '--redis', url];
  const serve = [command, 'serve', folder.at('decks'), ...where];

  const stranger = startNode(serve);
  running.push(stranger);
  await stranger.says(
    /Redis at rediss:\/\/localhost:\d+\/1 cannot be reached .*certificate.*Decks are served/,
  );
  await stranger.says(/On this machine/);
  expect(await hello(`127.0.0.1:${port}/talk`)).toEqual({ type: 'away', role: 'audience' });
  expect(await server.ask('CLIENT LIST')).not.toContain('name=lectern');
  stranger.child.kill('SIGTERM');
  const told = await stranger.ended;
  expect(told.stdout + told.stderr).not.toContain('secret');

  const friend = startNode(serve, { env: { NODE_EXTRA_CA_CERTS: CERTIFICATE } });
  running.push(friend);
  await friend.says(/On this machine/);
  expect((await hello(`127.0.0.1:${port}/talk`)).type).toBe('welcome');
  expect(await server.ask('CLIENT LIST')).toMatch(/name=lectern .*user=us /);
  await server.close();
});

test('a sealed file has what --redis needs where it was built with it', async () => {
  const [without, { file }] = await Promise.all([
    build(folder.at('decks'), folder.at('without')),
    build(folder.at('decks'), folder.at('with'), '--redis'),
  ]);
  const told = await Promise.all([without.file, file].map((path) => runNode([path, '--licenses'])));
  expect(told.map(({ stdout }) => stdout.includes('ioredis'))).toEqual([false, true]);
  expect(readFileSync(without.file, 'latin1')).not.toContain('XADD');
  const refused = await runNode([without.file, '--port', '0', '--key', KEY, '--redis', redis.url]);
  expect(refused.stderr).toContain(
    'This was built without what --redis needs. Give lectern build --redis, too.',
  );
  expect(refused.code).not.toBe(0);
  const { base, started } = await start([file], '--redis', redis.url);
  expect((await hello(base)).type).toBe('welcome');
  expect(await redis.ask('CLIENT LIST')).toContain('name=lectern');
  started.child.kill('SIGTERM');
  expect((await started.ended).code).toBe(0);
});
