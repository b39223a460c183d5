/** Screens stay on: a stage's while a talk lasts, and that of any page that fills it; nobody else's. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all, press, type Seat, Talk } from './talk.ts';

let talk: Talk;
let stage: Seat;
let viewer: Seat;
const loaded: string[] = [];

beforeAll(async () => {
  talk = await Talk.open();
  stage = await talk.present(undefined, standIn);
  viewer = await talk.watch(undefined, undefined, async (page) => {
    page.on('request', (request) => loaded.push(request.url()));
    await standIn(page);
  });
});

afterAll(() => talk?.close());

/** A lock that only counts: that of a browser without a window says nothing. */
async function standIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const locks: { released: boolean }[] = [];
    const request = async () => {
      const lock = {
        released: false,
        release: async () => {
          lock.released = true;
        },
      };
      locks.push(lock);
      return lock;
    };
    Object.assign(globalThis, { locks });
    Object.defineProperty(navigator, 'wakeLock', { value: { request } });
  });
}

interface Kept {
  readonly locks: { released: boolean }[];
  readonly sockets: WebSocket[];
}

/** How many locks were asked for, and how many are held. */
const locks = ({ page }: Seat) =>
  page.evaluate(() => {
    const { locks } = globalThis as unknown as Kept;
    return [locks.length, locks.filter(({ released }) => !released).length];
  });

test('a stage keeps its screen on from the first step to the end, also after it was out of sight', async () => {
  expect(await locks(stage)).toEqual([0, 0]);
  await press(stage, 'PageDown');
  await all([stage, viewer], ['two', -1, false]);
  await expect.poll(() => locks(stage)).toEqual([1, 1]);
  await press(stage, 'PageDown');
  await all([stage, viewer], ['two', 0, false]);
  expect(await locks(stage)).toEqual([1, 1]);
  // As the browser does when a page is hidden.
  await stage.page.evaluate(() => {
    for (const lock of (globalThis as unknown as Kept).locks) lock.released = true;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(() => locks(stage)).toEqual([2, 1]);
  await stage.page.evaluate(() => {
    for (const socket of (globalThis as unknown as Kept).sockets) socket.send('{"type":"end"}');
  });
  await expect.poll(() => locks(stage)).toEqual([2, 0]);
  await press(stage, 'a');
  expect(await locks(stage)).toEqual([2, 0]);
  expect(await locks(viewer)).toEqual([0, 0]);
  expect(loaded.filter((url) => url.includes('/_/awake.'))).toEqual([]);
});

test('any page that fills the screen keeps it on', async () => {
  await press(viewer, 'f');
  await expect.poll(() => locks(viewer)).toEqual([1, 1]);
  await viewer.page.evaluate(() => document.exitFullscreen());
  await expect.poll(() => locks(viewer)).toEqual([1, 0]);
  await press(viewer, 'f');
  await expect.poll(() => locks(viewer)).toEqual([2, 1]);
});

test('pages are without errors', () => {
  for (const { errors } of [stage, viewer]) expect(errors).toEqual([]);
});
