/** Servers with a data folder, as processes: two at once, one that is killed, and a folder that goes away or does not answer. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Client, go } from '../live/hall.ts';
import { command, runNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { type Served, startServer } from '../setup/sealed.ts';

const KEY = 'a-key-that-is-long-enough';

let folder: TestFolder;
const running: Served[] = [];
beforeAll(() => {
  folder = createFolder({ 'decks/talk.md': '# One\n---\n# Two\n' });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});
afterAll(() => rmSync(folder.path, { recursive: true, force: true }));

const words = (...more: readonly string[]) => [
  ...[command, 'serve', folder.at('decks'), '--host', 'localhost', '--key', KEY],
  ...more,
];

async function start(...more: readonly string[]): Promise<Served> {
  const server = await startServer(words(...more));
  running.push(server);
  return server;
}

async function present({ address }: Served) {
  const answer = await fetch(`${address}talk/speaker?key=${KEY}`, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const stage = new Client(`${address.replace('http', 'ws')}talk/live`, { cookie });
  return { stage, known: await stage.next('state') };
}

describe('a second server', () => {
  test('on one data folder is refused, and told which process has it', async () => {
    const data = folder.at('shared');
    const { child } = await start('--data', data);
    for (const what of ['serve', 'dev']) {
      const [, , ...rest] = words('--data', data, '--port', '0');
      const { code, stderr } = await runNode([command, what, ...rest]);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        new RegExp(
          `^lectern: ${data} is in use by another server, process ${child.pid} on \\S+\\. End that one, or give this one another folder with --data\\.$`,
          'm',
        ),
      );
    }
  });

  test('takes over at once what a killed one left', async () => {
    const data = folder.at('left');
    await (await start('--data', data)).stop();
    expect(existsSync(folder.at('left/server.lock'))).toBe(true);
    const { child } = await start('--data', data);
    expect(JSON.parse(readFileSync(folder.at('left/server.lock'), 'utf8')).pid).toBe(child.pid);
    child.kill('SIGTERM');
    await expect.poll(() => existsSync(folder.at('left/server.lock'))).toBe(false);
  });
});

test('a data folder that is deleted during a talk is told, and forgets neither the place nor the key', async () => {
  const data = folder.at('gone');
  const server = await start('--data', data);
  const { stage } = await present(server);
  stage.say(go(1, 0));
  const first = await stage.next('state');
  rmSync(data, { recursive: true });
  await server.says(/was deleted while the server uses it\. It is made anew, with what is known\./);
  await server.says(
    /talk\.log was deleted or changed by something else\. It is written anew, with what is known\./,
  );
  await server.stop();
  const { known } = await present(await start('--data', data));
  expect(known).toEqual(first);
});

describe('a file system that does not answer', () => {
  test('at the start is told after two seconds, and the talk goes on in memory', async () => {
    mkdirSync(folder.at('silent'));
    // Whoever opens it waits for a writer, as for a server of a network folder.
    execFileSync('mkfifo', [folder.at('silent/server.lock')]);
    const server = await start('--data', folder.at('silent'));
    await server.says(
      /silent does not answer for 2 seconds\. The server does without: a restart forgets where talks are\. See --data\./,
    );
    const { stage } = await present(server);
    expect(await stage.next('log')).toEqual({ type: 'log', kept: false });
    stage.say(go(1, 0));
    expect(await stage.next('state')).toMatchObject({ seq: 1, live: true });
    server.child.kill('SIGTERM');
    await server.ended;
  });

  test('at the first talk, too; and the server ends when it is asked to', async () => {
    const server = await start('--data', folder.at('stuck'));
    execFileSync('mkfifo', [folder.at('stuck/talk.log')]);
    const joined = present(server);
    await server.says(/stuck: talk\.log cannot be used \(it does not answer for 2 seconds\)/);
    const { stage } = await joined;
    stage.say(go(1, 0));
    expect(await stage.until('state', ({ seq }) => seq === 1)).toMatchObject({ live: true });
    server.child.kill('SIGTERM');
    const { stderr } = await server.ended;
    expect(stderr).toMatch(/stuck does not answer, so the server ends without waiting for it\.\n$/);
  });
});

test('a step that is logged with fsync is there after a kill', async () => {
  const data = folder.at('synced');
  const server = await start('--data', data, '--fsync');
  const { stage } = await present(server);
  stage.say(go(1, 0));
  const told = await stage.next('state');
  await server.stop();
  expect((await present(await start('--data', data))).known).toEqual(told);
});
