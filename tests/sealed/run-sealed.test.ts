/** A sealed file that runs: alone, with the options of the server, and with the key that it was built with. */
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import packageJson from '../../package.json' with { type: 'json' };
import { runNode, startNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { build, type Served, startServer } from '../setup/sealed.ts';

const KEY = 'the key of the talk';

/** Node's permission model lost its “experimental” with Node 22.13. */
const [major = 0] = process.versions.node.split('.').map(Number);
const permission = major < 22 ? '--experimental-permission' : '--permission';

/** Loaded before a sealed file: writes each file that is asked for, whatever becomes of it, to standard error. */
const witness = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const watch = (target) => {
  for (const [name, real] of Object.entries(target)) {
    if (typeof real !== 'function' || !/^[a-z]/.test(name)) continue;
    target[name] = Object.assign((...words) => {
      if (typeof words[0] === 'string' || words[0] instanceof URL) process.stderr.write('[file ' + name + ' ' + words[0] + ']\\n');
      return real(...words);
    }, real);
  }
};
watch(fs);
watch(fs.promises);
syncBuiltinESMExports();
`;

// Some start several servers in turn.
vi.setConfig({ testTimeout: 30_000 });

let folder: TestFolder;
let plain = '';
let locked = '';
let alone = '';
beforeAll(async () => {
  folder = createFolder({
    'decks/talk/deck.md':
      '# Hello\n\n![](pic.png)\n\nNote: A private note.\n\n---\n\n# Goodbye [On](/talk/more.pdf)\n',
    'decks/talk/pic.png': 'a picture',
    'decks/talk/more.pdf': 'a paper',
    'decks/other.md': '# Another\n',
    'empty/': '',
  });
  [plain, locked, alone] = await Promise.all([
    build(folder.at('decks'), folder.at('plain')).then(({ file }) => file),
    build(folder.at('decks'), folder.at('locked'), '--key', KEY).then(({ file }) => file),
    build(folder.at('decks'), folder.at('alone'), '--deck', 'talk').then(({ file }) => file),
  ]);
});
afterAll(() => folder.remove(''));

const running: Served[] = [];
afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())));

async function start(...words: string[]): Promise<Served> {
  const server = await startServer(words, folder.at('empty'));
  running.push(server);
  return server;
}

const signIn = (address: string, key: string) =>
  fetch(`${address}talk/speaker`, {
    method: 'POST',
    body: new URLSearchParams({ key }),
    headers: { origin: new URL(address).origin },
    redirect: 'manual',
  });

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';

const speakerView = async (address: string, cookie: string) => {
  const response = await fetch(`${address}talk/speaker`, { headers: { cookie } });
  return { status: response.status, text: await response.text() };
};

/** What a socket hears first. */
async function firstMessage(address: string): Promise<unknown> {
  const socket = new WebSocket(address.replace('http', 'ws'));
  const [data] = await once(socket, 'message');
  socket.close();
  return JSON.parse(String(data));
}

describe('alone in an empty folder', () => {
  test('it serves slides, files, notes and the room, and may read nothing but itself', async () => {
    const { address, says } = await start(permission, `--allow-fs-read=${plain}`, plain);
    await says(/Lectern \d+\.\d+\.\d+ {3}2 decks · 3 slides · ready in /);
    const [, key = ''] = await says(/speaker\?key=(\S+)/);
    expect(await (await fetch(`${address}talk/`)).text()).toContain('<h1>Hello</h1>');
    expect(await (await fetch(`${address}talk/pic.png`)).text()).toBe('a picture');
    const cookie = cookieOf(await signIn(address, key));
    expect((await speakerView(address, cookie)).text).toContain('A private note.');
    expect(await firstMessage(`${address}talk/live`)).toMatchObject({ type: 'welcome', deck: 'talk' });
    expect(readdirSync(folder.at('empty'))).toEqual([]);
  });

  test('it asks for no other file, not even for one that is not there', async () => {
    const preload = `data:text/javascript,${encodeURIComponent(witness)}`;
    const { address, child, ended } = await start('--import', preload, locked);
    await (await fetch(`${address}absent`)).text();
    expect((await signIn(address, 'wrong')).status).toBe(401);
    expect((await signIn(address, KEY)).status).toBe(303);
    await firstMessage(`${address}talk/live`);
    child.kill('SIGTERM');
    const asked = [...(await ended).stderr.matchAll(/\[file \w+ (?:file:\/\/)?(.*)\]/g)].map(
      ([, file]) => file,
    );
    expect(new Set(asked)).toEqual(new Set([locked]));
  });

  test('with --data it keeps the key and the log of the talk there, and nothing elsewhere', async () => {
    const data = folder.at('data');
    const { address, says, stop } = await start(plain, '--data', data);
    const [, key = ''] = await says(/speaker\?key=(\S+)/);
    await firstMessage(`${address}talk/live`);
    expect(readdirSync(data).sort()).toEqual(['presenter-key.json', 'server.lock', 'talk.log']);
    await stop();
    const again = await start(plain, '--data', data);
    expect((await again.says(/speaker\?key=(\S+)/))[1]).toBe(key);
    expect(readdirSync(folder.at('empty'))).toEqual([]);
  });
});

describe('the command line', () => {
  test('tells its version and its options', async () => {
    expect(await runNode([plain, '--version'])).toMatchObject({
      code: 0,
      stdout: `${packageJson.version}\n`,
      stderr: '',
    });
    const { stdout } = await runNode([plain, '--help']);
    expect(stdout).toMatch(/^Usage: node lectern\.mjs \[OPTIONS\]\n\nServes Another, Hello\.\n/);
    expect(stdout).toContain('--max-viewers-per-address NUMBER');
    expect(stdout).not.toMatch(/--site|--out/);
  });

  test.each([
    [['talks'], 'This file has its decks in it and takes no PATH, but one was given: talks.'],
    [['--site', 'site.yml'], 'A sealed file has no flag --site. Start it with --help for those that it has.'],
    [['--port', 'x'], '--port must be a port from 0 to 65535, not “x”.'],
  ])('refuses %j', async (words, message) => {
    expect(await runNode([plain, ...words])).toMatchObject({ code: 2, stderr: `lectern: ${message}\n` });
  });

  test('without a key it makes one at each start, and says so', async () => {
    const keys = [await start(plain), await start(plain)].map(async ({ says }) => {
      await says(/The key is another one at each start; --key or --data keeps one\./);
      return (await says(/speaker\?key=(\S+)/))[1];
    });
    const [one, other] = await Promise.all(keys);
    expect(one).not.toBe(other);
  });

  test('on a machine of its own, it names no address that only that machine can open', async () => {
    const env = { LECTERN_BOOTED_ON: 'Xen 4.17 (PVH)' };
    const { says, child, ended } = startNode([plain, '--port', '0', '--url', 'https://talk.example/'], {
      env,
    });
    const [text] = await says(/For the audience[\s\S]*lectern\.key or lectern\.data keeps one\./);
    expect(text).toMatch(/To present +https:\/\/talk\.example\/\S*speaker\?key=/);
    expect(text).not.toContain('localhost');
    child.kill('SIGKILL');
    await ended;
  });

  test('below a path, all addresses are below it', async () => {
    const { address } = await start(plain, '--base', '/talks');
    expect(new URL(address).pathname).toBe('/talks/');
    expect((await fetch(`${address}talk/`)).status).toBe(200);
    const absent = await fetch(`${address}a/b/absent`);
    const [, font = ''] = /url\(([^)]+\.woff2)\)/.exec(await absent.clone().text()) ?? [];
    expect(font).toMatch(/^\/talks\/_\//);
    expect((await fetch(new URL(font, absent.url))).status).toBe(200);
    expect(await absent.text()).toContain('<a href="/talks/">All decks</a>');
  });
});

describe('the only deck', () => {
  test('is at the address of the site, with its speaker view, room and files beside it', async () => {
    const { address, says } = await start(alone, '--key', KEY, '--base', '/talks');
    await says(/\/talks\/speaker\?key=/);
    const page = await (await fetch(address)).text();
    expect(page).toContain('<h1>Hello</h1>');
    const names = [...page.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, name = '']) => name);
    expect(names).toContain('./more.pdf');
    for (const name of names)
      expect([name, (await fetch(new URL(name, address))).status]).toEqual([name, 200]);
    expect(await firstMessage(`${address}live`)).toMatchObject({ type: 'welcome', deck: 'talk' });
    expect((await fetch(`${address}speaker`)).status).toBe(401);
    const entered = await fetch(`${address}speaker?key=${encodeURIComponent(KEY)}`, { redirect: 'manual' });
    expect([entered.status, entered.headers.get('location')]).toEqual([303, './speaker']);
    const speaker = await fetch(`${address}speaker`, { headers: { cookie: cookieOf(entered) } });
    expect(await speaker.text()).toContain('A private note.');
    const absent = await fetch(`${address}talk/`);
    expect([absent.status, await absent.text()]).toEqual([404, expect.stringContaining('>The slides</a>')]);
  });
});

describe('notes that were encrypted', () => {
  test('open to the key that the file was built with, which the server does not know before', async () => {
    const { address, says } = await start(locked);
    await says(/\/other\/speaker\n/);
    await says(/The key to present with is the one that this file was built with\./);
    const wrong = await signIn(address, 'another key than that');
    expect([wrong.status, await wrong.text()]).toEqual([
      401,
      expect.stringContaining('That is not the key.'),
    ]);
    const right = await signIn(address, KEY);
    expect(right.status).toBe(303);
    expect(await speakerView(address, cookieOf(right))).toEqual({
      status: 200,
      text: expect.stringContaining('A private note.'),
    });
    expect((await signIn(address, 'another key than that')).status).toBe(401);
    expect((await signIn(address, KEY)).status).toBe(303);
  });

  test('stay closed to any other key that the server was started with, and say so', async () => {
    const { address } = await start(locked, '--key', 'another key than that');
    expect((await signIn(address, KEY)).status).toBe(401);
    const { status, text } = await speakerView(
      address,
      cookieOf(await signIn(address, 'another key than that')),
    );
    expect([status, text]).toEqual([500, expect.stringContaining('These notes are sealed with another key')]);
  });

  test('open to a cookie after a restart, where the key was kept or is given', async () => {
    const data = folder.at('data-of-locked');
    const first = await start(locked, '--data', data);
    const cookie = cookieOf(await signIn(first.address, KEY));
    await first.stop();
    const kept = await start(locked, '--data', data);
    expect((await speakerView(kept.address, cookie)).text).toContain('A private note.');
    const given = await start(locked, '--key', KEY);
    expect((await speakerView(given.address, cookie)).text).toContain('A private note.');
  });

  test('open to the new key when presenters were revoked, and after a restart, too', async () => {
    const data = folder.at('data-of-revoked');
    const first = await start(locked, '--data', data);
    const cookie = cookieOf(await signIn(first.address, KEY));
    const { origin } = new URL(first.address);
    await fetch(`${first.address}talk/speaker/revoke`, {
      method: 'POST',
      headers: { cookie, origin },
      redirect: 'manual',
    });
    const [, key = ''] = await first.says(/The new link ends in speaker\?key=(\S+)/);
    expect((await signIn(first.address, KEY)).status).toBe(401);
    await first.stop();
    const again = await start(locked, '--data', data);
    expect((await signIn(again.address, KEY)).status).toBe(401);
    const { text } = await speakerView(again.address, cookieOf(await signIn(again.address, key)));
    expect(text).toContain('A private note.');
  });

  test('are lost with a single changed byte', async () => {
    const text = readFileSync(locked, 'latin1');
    const damaged = text.replace(/"tag":"(.)/, (_, first) => `"tag":"${first === 'A' ? 'B' : 'A'}`);
    folder.write({ 'damaged.mjs': Buffer.from(damaged, 'latin1') });
    const { address } = await start(folder.at('damaged.mjs'));
    expect((await signIn(address, KEY)).status).toBe(401);
  });
});
