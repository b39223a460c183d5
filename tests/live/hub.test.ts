/** The hub over real sockets. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { MemoryLog } from '../../server/live/log/room-log.ts';
import { BEAT_MS, MAX_MESSAGE_BYTES } from '../../server/wire/protocol.ts';
import { exchange } from '../setup/sockets.ts';
import { type Client, go, Hall, type HallOptions } from './hall.ts';

let hall: Hall | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await hall?.close();
  hall = undefined;
});

async function open(options?: HallOptions): Promise<Hall> {
  hall = await Hall.open(options);
  return hall;
}

describe('a connection', () => {
  test('hears welcome, then state', async () => {
    const client = (await open()).ask('/talk/live');
    expect(await client.next('welcome')).toMatchObject({
      role: 'audience',
      deck: 'talk',
      revision: '9f2c',
      audience: 'free',
    });
    await client.next('state');
    expect(client.heard[1]).toMatchObject({ type: 'state', seq: 0, live: false, paused: false });
  });

  test.each([
    ['/talk/live', {}, 'audience'],
    ['/talk/live', { cookie: 'key=anna' }, 'presenter'],
    ['/talk/live?role=presenter&key=anna', {}, 'audience'],
  ])('of %s with %j is the %s’s', async (path, headers, role) => {
    expect(await (await open()).ask(path, headers).next('welcome')).toMatchObject({ role });
  });

  test.each([
    ['/other/live', {}, '404 There is no deck at this address, so there is nothing to follow.'],
    ['/talk/livewire', {}, '404 There is no deck at this address, so there is nothing to follow.'],
    ['/%E0%A4%A/live', {}, '404 There is no deck at this address, so there is nothing to follow.'],
    [
      '/talk/live',
      { host: 'evil.example' },
      '421 This server does not answer for evil.example. If it should, give it --url.',
    ],
    [
      '/talk/live',
      { origin: 'http://evil.example', cookie: 'key=anna' },
      '403 Pages of http://evil.example may not connect here. If they should, give --url.',
    ],
    ['/talk/live', { origin: 'null' }, '403 Pages of null may not connect here. If they should, give --url.'],
  ])('to %s with %j is refused', async (path, headers, answer) => {
    expect(await (await open()).ask(path, headers).closed).toBe(answer);
  });

  test('by another protocol is refused', async () => {
    const { port } = await open();
    const request =
      'GET /talk/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n';
    expect(await exchange(port, request)).toBe(
      [
        'HTTP/1.1 400 Bad Request',
        'connection: close',
        'content-type: text/plain; charset=utf-8',
        'content-length: 46',
        '',
        'The only protocol to upgrade to is websocket.\n',
      ].join('\r\n'),
    );
  });

  test('of an own page is let in', async () => {
    const { address } = await open();
    const client = hall?.ask('/talk/live', { origin: address.replace('ws', 'http') });
    await client?.next('state');
  });

  test('is refused for a stranger’s host in the target, and let in for our own', async () => {
    const { port } = await open();
    const ask = (target: string) =>
      exchange(
        port,
        `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 12\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      );
    expect(await ask('http://evil.example/talk/live')).toMatch(/^HTTP\/1\.1 421 /);
    // As far as `ws`, which knows no version 12.
    expect(await ask('http://127.0.0.1/talk/live')).toMatch(/Sec-WebSocket-Version/);
  });

  test('below a base is let in there only', async () => {
    const { address } = await open({ base: '/talks' });
    await hall?.ask('/talks/talk/live').next('state');
    expect(await hall?.ask('/talk/live').closed).toMatch(/^404/);
    expect(address).not.toContain('talks');
  });
});

describe('a command', () => {
  test('reaches everyone, and who comes later', async () => {
    const { presenter, viewer } = await cast();
    presenter.say(go(3, 0));
    for (const client of [presenter, viewer]) {
      expect(await client.next('state')).toMatchObject({ seq: 1, live: true, position: { slide: 's3' } });
    }
    const late = hall?.ask('/talk/live');
    expect(await late?.next('state')).toMatchObject({ seq: 1, position: { slide: 's3' } });
  });

  test('of the audience is forbidden, and moves nobody', async () => {
    const { presenter, viewer } = await cast();
    viewer.say(go(3, 0));
    expect(await viewer.next('error')).toEqual({
      type: 'error',
      code: 'forbidden',
      message: 'Only presenters may do this. Open the speaker view to become one.',
    });
    presenter.say(go(1, 0));
    expect(await viewer.next('state')).toMatchObject({ seq: 1, position: { slide: 's1' } });
  });

  test('upon an older state is refused, and its sender told', async () => {
    const { presenter, viewer } = await cast();
    const other = await hall?.presenter('phone');
    presenter.say(go(1, 0));
    await other?.next('state');
    other?.say(go(2, 0));
    expect(await other?.next('state')).toMatchObject({ seq: 1, position: { slide: 's1' } });
    presenter.say(go(4, 1));
    await viewer.until('state', ({ seq }) => seq === 2);
    expect(viewer.heard.filter(({ type }) => type === 'state')).toHaveLength(3);
  });

  test('of a page that was away is its own later one', async () => {
    const { presenter } = await cast();
    presenter.say(go(1, 0));
    await presenter.next('state');
    await presenter.leave();
    const back = await hall?.presenter();
    back?.say(go(2, 0));
    expect(await back?.next('state')).toMatchObject({ seq: 2, position: { slide: 's2' } });
  });
});

describe('presenters', () => {
  test('hear how many watch', async () => {
    const { presenter } = await cast();
    const more = [await hall?.viewer(), await hall?.viewer()];
    await presenter.until('audience', ({ count }) => count === 3);
    await more[0]?.leave();
    await presenter.until('audience', ({ count }) => count === 2);
  });

  test('share the clock, which the audience never sees', async () => {
    const { presenter, viewer } = await cast();
    presenter.say({ type: 'timer', action: 'start' });
    await presenter.until('timer', ({ running }) => running);
    const other = await hall?.presenter('phone');
    expect(await other?.next('timer')).toMatchObject({ running: true });
    presenter.say(go(1, 0));
    await viewer.next('state');
    expect(viewer.heard.map(({ type }) => type)).toEqual(['welcome', 'state', 'state']);
  });

  test('point and play for all others', async () => {
    const { presenter, viewer } = await cast();
    presenter.say({ type: 'pointer', x: 0.25, y: 0.5 });
    expect(await viewer.next('pointer')).toEqual({ type: 'pointer', x: 0.25, y: 0.5 });
    presenter.say({ type: 'pointer' });
    expect(await viewer.next('pointer')).toEqual({ type: 'pointer' });
    presenter.say({ type: 'media', slide: 'demo', index: 0, playing: true, time: 12.4 });
    expect(await viewer.next('media')).toMatchObject({ slide: 'demo', time: 12.4 });
    expect(presenter.heard.some(({ type }) => type === 'pointer' || type === 'media')).toBe(false);
  });

  test('point often, and the last place is the one that is seen', async () => {
    const { presenter, viewer } = await cast();
    // The hundred come within one moment, however busy the machine is.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (let i = 1; i <= 100; i++) presenter.say({ type: 'pointer', x: i / 100, y: 0 });
    await presenter.answered();
    vi.runOnlyPendingTimers();
    await viewer.until('pointer', ({ x }) => x === 1);
    const seen = viewer.heard.flatMap((message) => (message.type === 'pointer' ? [message.x] : []));
    expect(seen).toEqual([0.01, 1]);
  });

  test('who are dismissed come back as what their cookie makes of them', async () => {
    const { presenter, viewer } = await cast();
    const other = await hall?.presenter('phone');
    hall?.hub.dismissPresenters('stage');
    expect(await presenter.closed).toBe('1008 Presenters have to sign in again.');
    other?.say(go(1, 0));
    await viewer.next('state');
    hall?.hub.dismissPresenters();
    expect(await other?.closed).toBe('1008 Presenters have to sign in again.');
    expect(viewer.ws.readyState).toBe(viewer.ws.OPEN);
  });
});

test('a deck that is compiled anew is told, once', async () => {
  const { viewer, presenter } = await cast();
  hall?.hub.refresh();
  if (hall) hall.decks.talk = { name: 'talk', revision: 'a1b2', audience: 'free' };
  hall?.hub.refresh();
  expect(await viewer.next('deck')).toEqual({ type: 'deck', revision: 'a1b2' });
  presenter.say(go(1, 0));
  await viewer.next('state');
  expect(viewer.heard.filter(({ type }) => type === 'deck')).toHaveLength(1);
});

test('what has changed of a deck is told to pages of its former revision', async () => {
  const opened = await open({
    changes: (deck, since) => ({ revision: 'a1b2', slides: { one: `${deck} since ${since}` } }),
  });
  const viewer = opened.ask('/talk/live');
  await viewer.next('welcome');
  opened.decks.talk = { name: 'talk', revision: 'a1b2', audience: 'free' };
  opened.hub.refresh();
  expect(await viewer.next('changes')).toEqual({
    type: 'changes',
    from: '9f2c',
    changes: { revision: 'a1b2', slides: { one: 'talk since 9f2c' } },
  });
  expect(await viewer.next('deck')).toEqual({ type: 'deck', revision: 'a1b2' });
});

describe('what nobody should say', () => {
  test.each([
    ['nonsense', '1008 The message is not JSON.'],
    ['{"type":"shutdown"}', '1008 The message is unknown.'],
    ['{"type":"go","position":{"h":0},"seen":0}', '1008 The go message is malformed.'],
    ['x'.repeat(MAX_MESSAGE_BYTES + 1), `1009 A message may have ${MAX_MESSAGE_BYTES} bytes.`],
    ['x'.repeat(1_000_000), `1009 A message may have ${MAX_MESSAGE_BYTES} bytes.`],
  ])('%.40s closes with a reason', async (text, closed) => {
    const { presenter } = await cast();
    presenter.say(text);
    expect(await presenter.closed).toBe(closed);
  });

  test('a binary message closes with a reason', async () => {
    const { viewer } = await cast();
    viewer.ws.send(Buffer.from('{}'), { binary: true });
    expect(await viewer.closed).toBe('1003 Only text is understood.');
  });

  test.each(['viewer', 'presenter'] as const)(
    'too much of it from a %s closes with a reason',
    async (who) => {
      const client = (await cast())[who];
      for (let i = 0; i < 1000; i++) client.say({ type: 'timer', action: 'start' });
      expect(await client.closed).toBe('1008 Too many messages.');
    },
  );

  test('too many pings close with a reason, and only as many as one may send are answered', async () => {
    const { viewer } = await cast();
    let pongs = 0;
    viewer.ws.on('pong', () => {
      pongs += 1;
    });
    for (let i = 0; i < 10_000; i++) viewer.ws.ping();
    expect(await viewer.closed).toBe('1008 Too many messages.');
    expect(pongs).toBeLessThan(100);
  });
});

describe('limits', () => {
  test('hold for all and for each address, but not for presenters', async () => {
    const addresses = ['a', 'a', 'a', 'b', 'c', 'd'];
    await open({
      limits: { maxViewers: 3, maxViewersPerAddress: 2 },
      addressOf: () => addresses.shift() ?? 'e',
    });
    const [first] = [await hall?.viewer(), await hall?.viewer()];
    expect(await hall?.ask('/talk/live').closed).toBe(
      '503 As many as may watch from one address are watching (--max-viewers-per-address 2).',
    );
    await hall?.viewer();
    expect(await hall?.ask('/talk/live').closed).toBe(
      '503 As many as may watch are watching (--max-viewers 3).',
    );
    const presenter = await hall?.presenter();
    await first?.leave();
    await presenter?.until('audience', ({ count }) => count === 2);
    await hall?.viewer();
  });
});

describe('a full house', () => {
  const limits = { maxViewers: 0, maxViewersPerAddress: 3 };
  const gaveWay = '1013 Others came, and this connection showed no page behind it.';
  /** A page of ours, once the hub knows that it is one. */
  const page = async (name: string) => {
    const client = hall?.ask(`/talk/live?page=${name}`);
    await client?.next('state');
    await client?.answered();
    return client;
  };
  const pass = (milliseconds: number) => vi.advanceTimersByTime(milliseconds);

  test('gives the places of connections without a page to those who come, the oldest first', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await open({ limits });
    const idle = [await hall?.viewer(), await hall?.viewer()];
    const one = await page('one');
    pass(1000);
    const two = await page('two');
    expect(await idle[0]?.closed).toBe(gaveWay);
    const three = await page('three');
    expect(await idle[1]?.closed).toBe(gaveWay);
    pass(1000);
    expect(await hall?.ask('/talk/live?page=four').closed).toBe(
      '503 As many as may watch from one address are watching (--max-viewers-per-address 3).',
    );
    const presenter = await hall?.presenter();
    presenter?.say(go(1, 0));
    for (const viewer of [one, two, three]) await viewer?.next('state');
  });

  test('asks nobody to give way who has just come', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await open({ limits });
    for (let i = 0; i < 3; i++) await hall?.viewer();
    pass(900);
    expect(await hall?.ask('/talk/live?page=one').closed).toMatch(/^503 /);
  });

  test('of all addresses has those give way first that have no page, whatever their address', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const addresses = ['a', 'a', 'b'];
    await open({
      limits: { maxViewers: 3, maxViewersPerAddress: 0 },
      addressOf: () => addresses.shift() ?? 'c',
    });
    await page('one');
    const idle = await hall?.viewer();
    await page('two');
    pass(1000);
    await page('three');
    expect(await idle?.closed).toBe(gaveWay);
    const presenter = await hall?.presenter();
    expect(await presenter?.next('audience')).toMatchObject({ count: 3 });
  });
});

describe('liveness', () => {
  test('a beat is heard, and who does not answer is dropped', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] });
    const { viewer, presenter } = await cast();
    const silent = hall?.ask('/talk/live');
    await silent?.next('state');
    await presenter.until('audience', ({ count }) => count === 2);
    // Reads nothing from here on, and so answers no ping.
    silent?.ws.pause();
    for (let passed = 0; passed <= 3 * BEAT_MS.audience; passed += 1000) {
      vi.advanceTimersByTime(1000);
      // When the hub answers, it has had the pongs that were sent before.
      for (const client of [viewer, presenter]) await client.answered();
    }
    const beats = (client: Client) => client.heard.filter(({ type }) => type === 'deck').length;
    expect([beats(viewer), beats(presenter)]).toEqual([3, 15]);
    await presenter.until('audience', ({ count }) => count === 1);
    expect(viewer.ws.readyState).toBe(viewer.ws.OPEN);
  });
});

describe('the machine’s clock', () => {
  const HOUR = 3_600_000;

  /** Only the wall's; what passes goes on passing. */
  function setClock(ahead: number): void {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ahead });
  }

  test.each([HOUR, -HOUR])('set by %i ms lets the talk’s timer run on', async (ahead) => {
    const { presenter } = await cast();
    presenter.say(go(1, 0));
    presenter.say({ type: 'timer', action: 'start' });
    const started = await presenter.until('timer', ({ running }) => running);
    setClock(ahead);
    // Before the room has noticed, and after.
    const early = await hall?.presenter('early');
    expect((await early?.next('timer'))?.elapsed).toBeLessThan(10_000);
    const told = await presenter.next('timer');
    expect(told.elapsed).toBeLessThan(10_000);
    expect(Math.abs(told.at - started.at - ahead)).toBeLessThan(10_000);
    const late = hall?.ask('/talk/live', { cookie: 'key=late' });
    expect(Math.abs(((await late?.next('welcome'))?.at ?? 0) - Date.now())).toBeLessThan(10_000);
    const { running, elapsed } = (await late?.next('timer')) ?? {};
    expect(running).toBe(true);
    expect(elapsed).toBeGreaterThanOrEqual(told.elapsed);
    expect(elapsed).toBeLessThan(10_000);
  });

  test('set while the presenter is away for a moment does not end the talk', async () => {
    const { presenter, viewer } = await cast();
    const other = await hall?.presenter('phone');
    presenter.say(go(1, 0));
    presenter.say({ type: 'timer', action: 'start' });
    await viewer.next('state');
    setClock(700_000);
    await other?.next('timer');
    await presenter.leave();
    await other?.leave();
    setClock(700_000);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(viewer.heard.filter(({ type }) => type === 'state')).toHaveLength(2);
    const back = await hall?.presenter();
    expect((await back?.next('timer'))?.elapsed).toBeLessThan(10_000);
  });

  test.each(['live', 'rehearsed'] as const)(
    'set back while the server is away takes nothing from the clock of a talk that is %s',
    async (how) => {
      const log = new MemoryLog();
      const logs = { open: async () => log };
      const first = await Hall.open({ logs });
      const before = await first.presenter();
      if (how === 'live') before.say(go(1, 0));
      before.say({ type: 'timer', action: 'start' });
      await before.until('timer', ({ running }) => running);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await first.close();
      setClock(-2 * HOUR);
      hall = await Hall.open({ logs });
      const back = hall.ask('/talk/live?page=stage', { cookie: 'key=stage' });
      const { at, live } = await back.next('state');
      expect(live).toBe(how === 'live');
      expect(at).toBeLessThanOrEqual(Date.now());
      const { running, elapsed } = await back.next('timer');
      expect(running).toBe(true);
      expect(elapsed).toBeGreaterThanOrEqual(1_400);
      expect(elapsed).toBeLessThan(20_000);
      // A third start knows it, too.
      const again = await Hall.open({ logs });
      const third = again.ask('/talk/live?page=stage', { cookie: 'key=stage' });
      // Each start rounds to milliseconds.
      expect((await third.next('timer')).elapsed).toBeGreaterThan(elapsed - 10);
      await again.close();
    },
  );

  test('set back lets nobody talk too much', async () => {
    const { presenter } = await cast();
    setClock(-HOUR);
    for (let i = 0; i < 1000; i++) presenter.say({ type: 'timer', action: 'start' });
    expect(await presenter.closed).toBe('1008 Too many messages.');
  });
});

describe('a slow viewer', () => {
  test('delays nobody, keeps no queue, and ends at the newest', async () => {
    const { viewer, presenter } = await cast();
    const slow = await hall?.viewer();
    slow?.ws.pause();
    let seen = 0;
    for (let h = 1; h <= 250; h++) {
      presenter.say(go(h, seen));
      ({ seq: seen } = await viewer.until('state', ({ position }) => position.h === h));
    }
    slow?.ws.resume();
    expect(await slow?.until('state', ({ seq }) => seq === seen)).toMatchObject({
      position: { slide: 's250' },
    });
    expect(slow?.heard.length).toBeLessThan(50);
  });
});

test('at the end everyone is told to come back', async () => {
  const { viewer, presenter } = await cast();
  await hall?.hub.close();
  expect(await viewer.closed).toBe('1012 The server ends or restarts.');
  expect(await presenter.closed).toBe('1012 The server ends or restarts.');
  expect(await hall?.ask('/talk/live').closed).toBe('503 The server ends or restarts.');
});

test('a server that drains lets nobody in, and the talk goes on for those who are still there', async () => {
  const { presenter, viewer } = await cast();
  const last = await hall?.viewer();
  const drained = hall?.hub.drain(60_000);
  expect(await viewer.closed).toBe('1012 The server ends or restarts.');
  expect(await hall?.ask('/talk/live').closed).toBe('503 The server ends or restarts.');
  await drained;
  expect(await last?.closed).toBe('1012 The server ends or restarts.');
  expect(await presenter.closed).toBe('1012 The server ends or restarts.');
});

async function cast(): Promise<{ presenter: Client; viewer: Client }> {
  const { presenter, viewer } = await open().then(async (opened) => ({
    presenter: await opened.presenter(),
    viewer: await opened.viewer(),
  }));
  return { presenter, viewer };
}
