/** The promise of the guide: however many wrong keys come, the right one is in within three seconds. Over real sockets. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { command } from '../setup/command.ts';
import { bringKey, Flood, promisedNow, signInPatiently } from '../setup/flood.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { build, type Served, startServer } from '../setup/sealed.ts';

const KEY = 'a-key-for-tests-0123456789';

let folder: TestFolder;
let sealed = '';
const running: Served[] = [];
const floods: Flood[] = [];

beforeAll(async () => {
  folder = createFolder({ 'decks/talk/deck.md': '# Hello\n\nNote: A private note.\n', 'empty/': '' });
  ({ file: sealed } = await build(folder.at('decks'), folder.at('sealed'), '--key', KEY));
});
afterEach(async () => {
  await Promise.all(floods.splice(0).map((flood) => flood.end()));
  await Promise.all(running.splice(0).map((server) => server.stop()));
});
afterAll(() => folder.remove(''));

async function start(...words: string[]): Promise<string> {
  const server = await startServer(words, folder.at('empty'));
  running.push(server);
  return `${server.address}talk/speaker`;
}

const subjects: readonly (readonly [string, () => Promise<string>])[] = [
  ['a server', () => start(command, 'serve', folder.at('decks'), '--key', KEY)],
  ['a sealed file whose notes are encrypted', () => start(sealed)],
  ['a sealed file that knows its key', () => start(sealed, '--key', KEY)],
];

describe.each(subjects)('%s', (_, open) => {
  test('the right key is never locked out', async () => {
    const speaker = await open();
    const flood = new Flood(speaker, 100);
    floods.push(flood);
    await sleep(2_000);
    const { status, took, cookie } = await signInPatiently(speaker, KEY);
    expect(status).toBe(303);
    expect(took).toBeLessThan(promisedNow());
    await flood.end();
    const view = await fetch(speaker, { headers: { cookie } });
    expect(await view.text()).toContain('A private note.');
  });

  test('three hundred wrong keys at once, then the right one', async () => {
    const speaker = await open();
    const wrong = Promise.allSettled(
      Array.from({ length: 300 }, (_, i) => bringKey(speaker, `a wrong key, number ${i}`)),
    );
    const { status, took } = await signInPatiently(speaker, KEY);
    expect(status).toBe(303);
    expect(took).toBeLessThan(promisedNow());
    const statuses = (await wrong).map((each) => each.status === 'fulfilled' && each.value.status);
    expect([...new Set(statuses)].sort()).toEqual([401, 429]);
  });
});

test('one address has some forty wrong keys judged in a second, not thousands', async () => {
  const speaker = await start(command, 'serve', folder.at('decks'), '--key', KEY);
  const flood = new Flood(speaker, 100);
  floods.push(flood);
  await sleep(4_000);
  await flood.end();
  // Ten cost nothing, and sixty-four are held for a second and a half each.
  expect(flood.statuses.get(401)).toBeLessThan(10 + 64 * 6);
  expect(flood.statuses.get(429)).toBeGreaterThan(0);
});

test('eight addresses with twelve wrong keys each do not keep the right one waiting for a second', async () => {
  const speaker = await start(sealed, '--trust-proxy');
  const { origin } = new URL(speaker);
  const bring = (key: string, from: string) =>
    fetch(speaker, {
      method: 'POST',
      body: new URLSearchParams({ key }),
      headers: { origin, 'x-forwarded-for': from },
      redirect: 'manual',
    });
  let refused = 0;
  const wrong = Promise.allSettled(
    Array.from({ length: 96 }, async (_, i) => {
      const { status } = await bring(`a wrong key, number ${i}`, `192.0.2.${i % 8}`);
      if (status === 429) refused += 1;
    }),
  );
  // One is tried, and 32 wait: all have come.
  await expect.poll(() => refused).toBeGreaterThanOrEqual(96 - 33);
  const began = performance.now();
  expect((await bring(KEY, '192.0.2.99')).status).toBe(303);
  const took = performance.now() - began;
  // A third of what is promised of any key.
  expect(took).toBeLessThan(promisedNow() / 3);
  await wrong;
});
