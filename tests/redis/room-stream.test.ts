/** Rooms that several servers carry by a Redis: one order for all, whatever happens to Redis meanwhile. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
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

describe('presenters', () => {
  test('are never refused their own quick steps, however many servers they come by', async () => {
    const [one, two] = await halls();
    const pages = [await one.presenter(), await two.presenter()];
    for (let step = 1; step <= 20; step++) for (const page of pages) page.say(go(step, 0));
    const viewer = await one.viewer();
    await viewer.until('state', ({ seq }) => seq === 40);
  });

  test('are refused what is based on less than another has done on another server', async () => {
    const [one, two] = await halls();
    const [stage, phone] = [await one.presenter(), await two.presenter('phone')];
    stage.say(go(5, 0));
    await stage.until('state', isAt(5));
    phone.say(go(9, 0));
    phone.say({ type: 'timer', action: 'start' });
    await phone.until('timer', ({ running }) => running);
    expect(phone.heard.filter(({ type }) => type === 'state').at(-1)).toMatchObject({
      seq: 1,
      position: { h: 5 },
    });
    expect(await redis.ask('XLEN lectern:room:talk')).toBe(':2\r\n');
  });

  test('have one timer', async () => {
    const [one, two] = await halls();
    const [stage, phone] = [await one.presenter(), await two.presenter('phone')];
    stage.say({ type: 'timer', action: 'start' });
    await phone.until('timer', ({ running }) => running);
    const { elapsed } = await (await one.presenter('third')).until('timer', ({ running }) => running);
    expect(elapsed).toBeGreaterThanOrEqual(0);
  });

  test('see how many follow on all servers, and whom a server that ends has taken with it', async () => {
    const [one, two] = await halls();
    const stage = await one.presenter();
    await one.viewer();
    await two.viewer();
    await two.viewer();
    await stage.until('audience', ({ count }) => count === 3);
    await two.kill();
    await stage.until('audience', ({ count }) => count === 1);
  });

  test('point and play for all, and nothing of it is stored', async () => {
    const [one, two] = await halls();
    const stage = await one.presenter();
    const viewer = await two.viewer();
    stage.say(go(1, 0));
    await viewer.until('state', isAt(1));
    stage.say({ type: 'pointer', x: 0.5, y: 0.25 });
    expect(await viewer.next('pointer')).toEqual({ type: 'pointer', x: 0.5, y: 0.25 });
    stage.say({ type: 'media', slide: 's1', index: 0, playing: false, time: 7 });
    expect(await viewer.next('media')).toMatchObject({ slide: 's1', time: 7 });
    const late = await (await hall()).viewer();
    expect(await late.next('media')).toMatchObject({ slide: 's1', time: 7 });
    stage.ws.terminate();
    await viewer.until('pointer', ({ x }) => x === undefined);
    expect(await redis.ask('XLEN lectern:room:talk')).toBe(':1\r\n');
  });
});

describe('a Redis', () => {
  test('that is away leaves everybody where they are; back and empty, it gets what servers know', async () => {
    const [one, two] = await halls();
    const stage = await one.presenter();
    const viewer = await two.viewer();
    for (const h of [1, 2, 3]) stage.say(go(h, 0));
    const before = await viewer.until('state', isAt(3));
    await redis.kill();
    expect(await viewer.next('away')).toEqual({ type: 'away', role: 'audience' });
    await stage.next('away');
    // Who comes meanwhile is told so, too.
    expect((await two.ask('/talk/live').next('away')).role).toBe('audience');
    await redis.start();
    await viewer.next('welcome');
    expect(await viewer.next('state')).toEqual(before);
    await stage.next('welcome');
    stage.say(go(4, 3));
    expect((await viewer.until('state', isAt(4))).seq).toBe(4);
    await expect.poll(() => redis.ask('XLEN lectern:room:talk')).toBe(':4\r\n');
    const late = await (await hall()).viewer();
    expect(late.heard.findLast(({ type }) => type === 'state')).toMatchObject({
      seq: 4,
      epoch: before.epoch,
    });
  });

  test('that is left for good has nobody try for ever, and the server has time for all else', async () => {
    const shared = await sharing();
    const opened = await Hall.open({ logs: shared.logs });
    closing.push(() => opened.close());
    const stage = await opened.presenter();
    stage.say(go(3, 0));
    await stage.until('state', isAt(3));
    shared.close();
    stage.say(go(4, 0));
    // Where it tries for ever, this never comes.
    await setTimeout(100);
    const states = stage.heard.filter(({ type }) => type === 'state');
    expect(states.at(-1)).toMatchObject({ position: { h: 3 } });
  });

  test('that has lost the end and gone on without is right, and no page goes back', async () => {
    const one = await hall();
    const [stage, viewer] = [await one.presenter(), await one.viewer()];
    for (const h of [1, 2, 3]) stage.say(go(h, 0));
    const { epoch } = await viewer.until('state', isAt(3));
    const ids = [...(await redis.ask('XRANGE lectern:room:talk - +')).matchAll(/\d{13}-\d+/g)].map(String);
    const first = ids[0] ?? '';
    const line = JSON.stringify({
      at: 1,
      epoch,
      seq: 2,
      by: 'other',
      type: 'go',
      position: { slide: 's9', h: 9, v: 0, f: -1 },
    });
    // As if Redis had come back with the first entry alone, and another server had appended before this one came.
    await redis.ask(
      `EVAL "for _, id in ipairs(redis.call('XRANGE', KEYS[1], '(${first}', '+')) do redis.call('XDEL', KEYS[1], id[1]) end return redis.call('XADD', KEYS[1], '*', 'after', '${first}', 'attempt', 'x', 'line', ARGV[1])" 1 lectern:room:talk '${line}'`,
    );
    const after = await viewer.until('state', isAt(9));
    expect(after).toMatchObject({ epoch, seq: 4, position: { h: 9 } });
  });

  test('forgets what is older than it is to keep, and a run begins cleanly', async () => {
    const old = Date.now() - 100 * 24 * 60 * 60_000;
    const stream = 'lectern:room:talk';
    for (let i = 0; i < 3; i++) {
      const add = Array.from({ length: 100 }, (_, j) => {
        const seq = i * 100 + j + 1;
        const line = JSON.stringify({
          at: old + seq,
          epoch: 'old',
          seq,
          by: 'stage',
          type: 'go',
          position: { slide: '', h: seq, v: 0, f: -1 },
        });
        return `XADD ${stream} ${old + seq}-0 after ${seq === 1 ? '0-0' : `${old + seq - 1}-0`} attempt x line '${line}'`;
      });
      await redis.ask(add.join('\r\n'));
    }
    const end = JSON.stringify({ at: old + 301, epoch: 'old', seq: 301, by: 'stage', type: 'end' });
    await redis.ask(`XADD ${stream} ${old + 301}-0 after ${old + 300}-0 attempt x line '${end}'`);
    const [one, two] = await halls();
    const stage = await one.presenter();
    const viewer = await two.viewer();
    stage.say(go(1, 301, 'old'));
    const { epoch, seq } = await viewer.until('state', isAt(1));
    expect(epoch).not.toBe('old');
    expect(seq).toBe(1);
    expect(Number((await redis.ask(`XLEN ${stream}`)).slice(1))).toBeLessThan(150);
    expect(Number((await redis.ask(`TTL ${stream}`)).slice(1))).toBeGreaterThan(89 * 24 * 60 * 60);
    await (await hall()).viewer();
  });
});

test('after whatever order of events all agree with the newest step, as with logs in files', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { logs } = await sharing();
    const own: Logs = { open: (deck) => logs.open(`${deck}-${seed}`) };
    await talk(new Dice(seed), own, `seed ${seed}`);
  }
});
