/** Presenters of several servers: who signs in, out, or is revoked on one, is so on all. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Presenters } from '../../server/auth/presenters.ts';
import { type Shared, share } from '../../server/redis/shared.ts';
import { RedisServer } from './redis-server.ts';

const KEY = 'a key for the tests';
const scope = { path: '/', secure: false };

let redis: RedisServer;
const opened: Shared[] = [];
beforeAll(async () => {
  redis = await RedisServer.start();
});
afterEach(async () => {
  for (const shared of opened.splice(0)) shared.close();
  await redis.ask('FLUSHALL');
});
afterAll(() => redis.close());

/** A server's presenters, and what it hears of others. */
async function server(key = KEY) {
  const shared = share({ url: redis.url, keepDays: 90, key, report: () => {} });
  opened.push(shared);
  const heard: string[] = [];
  shared.listen({
    signedOut: (session) => heard.push(`out ${session}`),
    revoked: (next) => heard.push(`revoked ${next}`),
  });
  await shared.ready;
  const presenters = new Presenters(shared.keyStore, undefined, shared.tokens);
  const cookie = () => presenters.cookie(scope, Date.now()).split(';')[0] ?? '';
  const has = (sent: string) => presenters.has(sent, Date.now());
  return { shared, presenters, heard, cookie, has };
}

test('who signs in on one server is a presenter on all', async () => {
  const [one, two] = [await server(), await server()];
  expect(await one.presenters.tryKey(KEY, 'here', 0)).toEqual({ signedIn: true });
  expect(two.has(one.cookie())).toBe(true);
});

test('who signs out on one server has done so on all, later ones too', async () => {
  const [one, two] = [await server(), await server()];
  const [cookie, other] = [one.cookie(), one.cookie()];
  const [session = ''] = one.presenters.signOut(cookie, Date.now());
  await expect.poll(() => two.heard).toEqual([`out ${session}`]);
  const late = await server();
  for (const each of [one, two, late]) expect([each.has(cookie), each.has(other)]).toEqual([false, true]);
});

test('who is revoked on one server is so on all, and the new key opens all, later ones too', async () => {
  const [one, two] = [await server(), await server()];
  const cookie = two.cookie();
  const key = one.presenters.revoke();
  await expect.poll(() => two.heard).toEqual([`revoked ${key}`]);
  expect(one.heard).toEqual([]);
  for (const each of [one, two, await server()]) {
    expect(each.has(cookie)).toBe(false);
    expect(await each.presenters.tryKey(KEY, 'here', 0)).toEqual({ signedIn: false, wait: 0 });
    expect(await each.presenters.tryKey(key, 'here', 0)).toEqual({ signedIn: true });
  }
  const stored = await redis.ask('KEYS *');
  expect(stored).toContain('lectern:revoked:');
  expect(stored).not.toContain(key);
  const renewed = await server('another key for the tests');
  expect(await renewed.presenters.tryKey('another key for the tests', 'here', 0)).toEqual({ signedIn: true });
});

describe('a phone’s token', () => {
  test('of one server is redeemed once on another, and the first one sees it', async () => {
    const [one, two] = [await server(), await server()];
    const { token, name } = await one.presenters.makeToken([], 0);
    expect(await two.presenters.tokenState(name, 0)).toBe('open');
    const tries = await Promise.all([one, two].map((each) => each.presenters.tryToken(token, 'here', 0)));
    expect(tries.filter(({ signedIn }) => signedIn)).toHaveLength(1);
    expect(await one.presenters.tokenState(name, 0)).toBe('redeemed');
    expect(Number(/:(\d+)/.exec(await redis.ask('DBSIZE'))?.[1])).toBe(1);
  });

  test('is worth nothing once its maker has signed out, or was revoked', async () => {
    const [one, two] = [await server(), await server()];
    const cookie = one.cookie();
    const made = () => one.presenters.makeToken(one.presenters.sessions(cookie, Date.now()), 0);
    const [{ token, name }, unbound] = [await made(), await one.presenters.makeToken([], 0)];
    one.presenters.signOut(cookie, Date.now());
    await expect.poll(() => two.presenters.tokenState(name, 0)).toBe('gone');
    expect((await two.presenters.tryToken(token, 'here', 0)).signedIn).toBe(false);
    one.presenters.revoke();
    await expect.poll(() => two.presenters.tokenState(unbound.name, 0)).toBe('gone');
    expect((await two.presenters.tryToken(unbound.token, 'here', 0)).signedIn).toBe(false);
  });
});

test('a server that has not reached Redis knows no presenter, and has keys sent again', async () => {
  const shared = share({ url: 'redis://127.0.0.1:1', keepDays: 90, key: KEY, report: () => {} });
  opened.push(shared);
  await shared.ready;
  const presenters = new Presenters(shared.keyStore, undefined, shared.tokens);
  const known = await server();
  expect(presenters.has(known.cookie(), Date.now())).toBe(false);
  expect(await presenters.tryKey(KEY, 'here', 0)).toEqual({ signedIn: false, wait: 1 });
  expect(await presenters.tryToken('token', 'here', 0)).toEqual({ signedIn: false, wait: 1 });
});

test('what was decided while Redis was away, and what Redis has lost, it is told when it is back', async () => {
  const [one, two] = [await server(), await server()];
  const cookie = one.cookie();
  await redis.kill();
  const [session = ''] = one.presenters.signOut(cookie, Date.now());
  expect(one.has(cookie)).toBe(false);
  await redis.start();
  await expect.poll(() => two.heard).toEqual([`out ${session}`]);
  const key = one.presenters.revoke();
  await expect.poll(() => two.heard).toContain(`revoked ${key}`);
  await redis.kill();
  await redis.start();
  await expect
    .poll(async () => (await (await server()).presenters.tryKey(key, 'here', 0)).signedIn)
    .toBe(true);
});
