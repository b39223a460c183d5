/** The command line, as users run it. */
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { helpText } from '../server/cli/help.ts';
import { Client } from './live/hall.ts';
import { command, runNode, type Started, startNode } from './setup/command.ts';
import { SITE_ADDRESS } from './setup/sealed.ts';
import { openRequest } from './setup/sockets.ts';

const deck = '# Hello\n\n---\n\n# Goodbye\n';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-main-'));
  writeFileSync(join(folder, 'talk.md'), deck);
});
afterAll(() => rmSync(folder, { recursive: true }));

const started: Started[] = [];
afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.splice(0).map(({ ended }) => ended));
});

const run = (...args: string[]) => runNode([command, ...args], { cwd: folder });

async function start(...args: string[]) {
  const server = startNode([command, 'serve', '.', '--port', '0', ...args], { cwd: folder });
  started.push(server);
  const [address, port = ''] = await server.says(SITE_ADDRESS);
  return { ...server, address, port: Number(port) };
}

test('--version prints the version', async () => {
  expect(await run('--version')).toEqual({
    code: 0,
    signal: null,
    stdout: `${packageJson.version}\n`,
    stderr: '',
  });
});

test('--help prints the help', async () => {
  expect(await run('serve', '--help')).toEqual({
    code: 0,
    signal: null,
    stdout: helpText('serve'),
    stderr: '',
  });
});

test('a bad flag is a sentence and code 2', async () => {
  expect(await run('--prot', '80')).toEqual({
    code: 2,
    signal: null,
    stdout: '',
    stderr: 'lectern: There is no flag --prot. Did you mean --port?\n',
  });
});

test('a mistyped command is told with the one that was meant', async () => {
  const { code, stderr } = await run('statr');
  expect([code, stderr]).toEqual([
    2,
    'lectern: There is no file or folder statr, and no command of that name. Did you mean lectern serve?\n',
  ]);
});

describe('a start that cannot go on is a sentence and code 1', () => {
  test('a missing folder', async () => {
    const { code, stdout, stderr } = await run('absent', '--port', '0');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^lectern: .*absent.*\.\n$/);
  });

  test('a port in use', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, stderr } = await run('.', '--port', String(port));
    other.close();
    expect(code).toBe(1);
    expect(stderr.split('\n').slice(-2)).toEqual([
      `lectern: Port ${port} is in use. Try --port ${port + 1}, or --port 0 for a free one.`,
      '',
    ]);
  });

  test('a missing certificate', async () => {
    const { code, stderr } = await run(
      '.',
      '--port',
      '0',
      '--tls-cert',
      'absent.pem',
      '--tls-key',
      'key.pem',
    );
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      'lectern: --tls-cert names absent.pem, which cannot be read (ENOENT).',
    );
  });
});

describe('serving', () => {
  test('decks, slides and addresses are told, and the deck is there', async () => {
    const { says, address } = await start();
    await says(/Lectern \d+\.\d+\.\d+ {3}1 deck · 2 slides · ready in /);
    const response = await fetch(`${address}talk/`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Hello');
  });

  test('a changed deck is served without a restart; a broken one is told and leaves the others', async () => {
    const { says, address } = await start();
    writeFileSync(join(folder, 'talk.md'), '# Changed\n');
    // The first compilation begins a process, which takes seconds on a busy machine.
    await expect
      .poll(async () => (await fetch(`${address}talk/`)).text(), { timeout: 30_000 })
      .toContain('Changed');
    writeFileSync(join(folder, 'talk.md'), '---\ntitle: "x\n---\n# A\n');
    await says(/error talk\.md:\d+:\d+: a quotation mark is not closed/);
    expect((await fetch(`${address}talk/`)).status).toBe(500);
    writeFileSync(join(folder, 'talk.md'), deck);
  });

  test('the public address and the base are told', async () => {
    const { says } = await start('--url', 'https://decks.example.org', '--base', '/talks');
    // Of one deck, it is the deck's own.
    await says(/https:\/\/decks\.example\.org\/talks\/talk\/\n/);
    await says(/http:\/\/localhost:\d+\/talks\/talk\/\n/);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it, open connections included', async (signal) => {
    const { child, ended, port } = await start();
    const idle = await openRequest(port, '/talk/');
    child.kill(signal);
    const { code, stderr } = await ended;
    expect(code).toBe(0);
    expect(stderr).not.toContain('Error');
    idle.destroy();
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends it while it compiles, too, without a word',
    async (signal) => {
      // Compiling it is given up after ten seconds.
      writeFileSync(join(folder, 'talk.md'), `---\nseparator: '^(-+)+$'\n---\n\n# One\n\n${'-'.repeat(60)}x`);
      const data = join(folder, `data-${signal}`);
      const first = startNode([command, 'serve', '.', '--port', '0', '--data', data], { cwd: folder });
      started.push(first);
      await expect.poll(() => existsSync(join(data, 'server.lock')), { timeout: 20_000 }).toBe(true);
      await sleep(300);
      first.child.kill(signal);
      expect(await first.ended).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
      expect(existsSync(join(data, 'server.lock'))).toBe(false);
      writeFileSync(join(folder, 'talk.md'), deck);
    },
  );

  test('SIGTERM sends viewers elsewhere, over time; a second one ends it at once', async () => {
    const { child, ended, address, port } = await start();
    const join = () => new Client(`ws://127.0.0.1:${port}/talk/live`);
    const viewers = Array.from({ length: 125 }, join);
    for (const viewer of viewers) await viewer.next('state');
    const [, revision] = (await (await fetch(`${address}healthz`)).text()).split('\n');
    child.kill('SIGTERM');
    expect(await viewers[0]?.closed).toBe('1012 The server ends or restarts.');
    const health = await fetch(`${address}healthz`);
    expect([health.status, await health.text()]).toEqual([503, `draining\n${revision}\n`]);
    expect(await join().closed).toBe('503 The server ends or restarts.');
    expect((await fetch(`${address}talk/`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  });

  test('SIGTERM ends it once every viewer was told', async () => {
    const { child, ended, port } = await start();
    const viewers = Array.from({ length: 20 }, () => new Client(`ws://127.0.0.1:${port}/talk/live`));
    for (const viewer of viewers) await viewer.next('state');
    child.kill('SIGTERM');
    const closes = await Promise.all(viewers.map(({ closed }) => closed));
    expect(new Set(closes)).toEqual(new Set(['1012 The server ends or restarts.']));
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  test('a signal ends it while it compiles what was saved, without a word on that', async () => {
    const { child, ended, says } = await start();
    await says(/ready in/);
    await sleep(1000);
    writeFileSync(join(folder, 'talk.md'), `---\nseparator: '^(-+)+$'\n---\n\n# Two\n\n${'-'.repeat(60)}x`);
    await sleep(1500);
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
    writeFileSync(join(folder, 'talk.md'), deck);
  });

  test('output that nobody reads any more does not end it', async () => {
    const { child, address } = await start();
    child.stdout?.destroy();
    child.stderr?.destroy();
    expect((await fetch(address)).status).toBe(200);
  });
});
