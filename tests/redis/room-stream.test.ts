/** Rooms that several servers carry by a Redis: one order for all, whatever happens to Redis meanwhile. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Logs } from '../../server/live/log/room-log.ts';
import { type Shared, share } from '../../server/redis/shared.ts';
import { go, Hall } from '../live/hall.ts';
import { talk } from '../live/interleavings.ts';
import { Dice } from '../live/random.ts';
import { RedisServer } from './redis-server.ts';

let redis: RedisServer;
const closing: (() => unknown)[] = [];
const reports: string[] = [];
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  reports.length = 0;
  await redis.ask('FLUSHALL');
});
afterAll(() => redis.close());

async function sharing(url = redis.url): Promise<Shared> {
  const report = (message: string) => reports.push(message);
  const shared = share({ url, keepDays: 90, key: 'a key for the tests', report });
  closing.push(shared.close);
  await shared.ready;
  return shared;
}

async function hall(url?: string): Promise<Hall> {
  const { logs } = await sharing(url);
  const opened = await Hall.open({ logs });
  closing.push(() => opened.close());
  return opened;
}

/** Servers that carry the same rooms. */
async function halls(url?: string): Promise<[Hall, Hall, Hall]> {
  return Promise.all([hall(url), hall(url), hall(url)]);
}

const isAt = (h: number) => (state: { position: { h: number } }) => state.position.h === h;

test('whoever follows is where the presenter is, on whichever server, and late-comers are, too', async () => {
  const [one, two, three] = await halls();
  const stage = await one.presenter();
  const viewer = await two.viewer();
  stage.say(go(3, 0));
  const state = await viewer.until('state', isAt(3));
  expect(await stage.until('state', isAt(3))).toEqual(state);
  const late = await three.viewer();
  expect(late.heard.find(({ type }) => type === 'state')).toEqual(state);
});

test('after whatever order of events all agree with the newest step, as with logs in files', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { logs } = await sharing();
    const own: Logs = { open: (deck) => logs.open(`${deck}-${seed}`) };
    await talk(new Dice(seed), own, `seed ${seed}`);
  }
});
