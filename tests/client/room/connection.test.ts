/** The connection over sockets and time that the test controls. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Connection, roomAddress, type Socket } from '../../../client/room/connection.ts';
import type { Role, ServerMessage } from '../../../server/wire/protocol.ts';

/** A socket whose other end is the test. */
class FakeSocket implements Socket {
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  readonly address: string;
  readonly sent: string[] = [];
  closed = false;

  constructor(address: string) {
    this.address = address;
  }

  send(data: string): void {
    this.sent.push(data);
  }

  close(): void {
    this.closed = true;
  }

  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  welcome(role: Role = 'audience', at = Date.now()): void {
    this.say({ type: 'welcome', role, deck: 'talk', revision: 'r', audience: 'free', at });
  }

  /** The other end is gone. */
  end(code?: number): void {
    this.onclose?.(code);
  }
}

function connect(random = 1) {
  const sockets: FakeSocket[] = [];
  const received: ServerMessage[] = [];
  const changes: boolean[] = [];
  const connection = new Connection({
    address: 'ws://deck/talk/live',
    receive: (message) => received.push(message),
    changed: (connected) => changes.push(connected),
    open(address) {
      const socket = new FakeSocket(address);
      sockets.push(socket);
      return socket;
    },
    random: () => random,
  });
  connection.start();
  const newest = (): FakeSocket => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('No socket was opened.');
    return socket;
  };
  return { connection, sockets, received, changes, newest };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a room that is away', () => {
  test('is as one without a network, until it is back on the same socket', () => {
    const { connection, newest, received, changes, sockets } = connect();
    newest().welcome('presenter');
    newest().say({ type: 'away', role: 'presenter' });
    expect(connection.send({ type: 'end' })).toBe(false);
    newest().say({ type: 'deck', revision: 'r' });
    newest().welcome('presenter');
    expect(changes).toEqual([true, false, true]);
    expect(received.map(({ type }) => type)).toEqual(['welcome', 'welcome']);
    expect(sockets).toHaveLength(1);
  });

  test('keeps the socket of a viewer for as long as its heartbeat comes', () => {
    const { newest, sockets } = connect();
    newest().say({ type: 'away', role: 'audience' });
    for (let beat = 0; beat < 10; beat++) {
      vi.advanceTimersByTime(15_000);
      newest().say({ type: 'deck', revision: 'r' });
    }
    expect(sockets).toHaveLength(1);
  });
});

describe('messages', () => {
  test('come through in order, from the welcome on', () => {
    const { newest, received, changes } = connect();
    newest().say({ type: 'deck', revision: 'early' });
    newest().welcome();
    newest().say({ type: 'deck', revision: 'r' });
    expect(received.map(({ type }) => type)).toEqual(['welcome', 'deck']);
    expect(changes).toEqual([true]);
  });

  test('that are no JSON are passed over', () => {
    const { newest, received } = connect();
    newest().welcome();
    newest().onmessage?.({ data: '{' });
    expect(received).toHaveLength(1);
  });

  test('are sent only while the room is there', () => {
    const { connection, newest } = connect();
    expect(connection.send({ type: 'end' })).toBe(false);
    newest().welcome();
    expect(connection.send({ type: 'end' })).toBe(true);
    expect(newest().sent).toEqual(['{"type":"end"}']);
  });

  test('of the server’s clock set ours', () => {
    const { connection, newest } = connect();
    newest().welcome('audience', Date.now() + 5_000);
    expect(connection.now() - Date.now()).toBe(5_000);
  });
});

describe('coming back', () => {
  test('the page has one name over all its connections, and no two pages the same', () => {
    const { newest, sockets } = connect();
    newest().end();
    vi.advanceTimersByTime(1_000);
    const names = new Set(sockets.map(({ address }) => address));
    expect(sockets).toHaveLength(2);
    expect(names.size).toBe(1);
    expect([...names][0]).toMatch(/^ws:\/\/deck\/talk\/live\?page=[\w-]{1,32}$/);
    expect(connect().newest().address).not.toBe([...names][0]);
  });

  test.each([
    ['audience', [250, 500, 1_000, 1_500, 1_500]],
    ['presenter', [250, 500, 500, 500, 500]],
  ] as const)('waits of %s grow up to a limit', (role, waits) => {
    const { newest, sockets } = connect();
    newest().welcome(role);
    for (const wait of waits) {
      const count = sockets.length;
      newest().end();
      vi.advanceTimersByTime(wait - 1);
      expect(sockets).toHaveLength(count);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(count + 1);
    }
  });

  test.each([
    ['audience', 2_000],
    ['presenter', 500],
  ] as const)('of %s to a server that ended is at a random moment, and then as always', (role, most) => {
    for (const random of [0, 0.5, 1]) {
      const { newest, sockets } = connect(random);
      newest().welcome(role);
      newest().end(1012);
      if (random > 0) vi.advanceTimersByTime(most * random - 1);
      expect(sockets).toHaveLength(1);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(2);
      newest().end();
      vi.advanceTimersByTime(250);
      expect(sockets).toHaveLength(3);
    }
  });

  test('waits differ from page to page', () => {
    const { newest, sockets } = connect(0);
    newest().end();
    vi.advanceTimersByTime(50);
    expect(sockets).toHaveLength(2);
  });

  test('a server that is away for long is asked less often', () => {
    const { newest, sockets } = connect();
    newest().welcome();
    for (let minute = 0; minute < 20; minute++) {
      newest().end();
      vi.advanceTimersByTime(60_000);
    }
    const count = sockets.length;
    newest().end();
    vi.advanceTimersByTime(14_000);
    expect(sockets).toHaveLength(count);
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(count + 1);
  });

  test('a page that wakes does not wait', () => {
    const { connection, newest, sockets } = connect();
    newest().end();
    connection.wake();
    expect(sockets).toHaveLength(2);
  });

  test('a page that wakes does not trust a socket that has been silent', () => {
    const { connection, newest, sockets, changes } = connect();
    newest().welcome();
    connection.wake();
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(6_000);
    connection.wake();
    expect(sockets[0]?.closed).toBe(true);
    expect(sockets).toHaveLength(2);
    expect(changes).toEqual([true, false]);
  });

  test('a page that is left disconnects, and connects when it is back', () => {
    const { connection, newest, sockets } = connect();
    newest().welcome();
    connection.stop();
    expect(newest().closed).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    connection.wake();
    expect(sockets).toHaveLength(2);
  });
});

describe('the machine’s clock', () => {
  const HOUR = 3_600_000;

  test.each([HOUR, -HOUR])('set by %i ms moves the server’s time nowhere', (ahead) => {
    const { connection, newest } = connect();
    newest().welcome('presenter', 1_000_000);
    vi.advanceTimersByTime(500);
    vi.setSystemTime(Date.now() + ahead);
    expect(connection.now()).toBe(1_000_500);
  });

  test('set back hides no dead connection', () => {
    const { newest, sockets } = connect();
    newest().welcome('presenter');
    vi.setSystemTime(Date.now() - HOUR);
    vi.advanceTimersByTime(1_000);
    // Whether it was set or the machine has slept is not to be told apart: the room is asked anew, once.
    expect(sockets).toHaveLength(2);
    newest().welcome('presenter');
    vi.advanceTimersByTime(9_000);
    expect(sockets).toHaveLength(3);
  });

  test('that went on while the page’s stood still, in sleep, has a page that wakes connect anew', () => {
    const { connection, newest, sockets } = connect();
    newest().welcome();
    vi.setSystemTime(Date.now() + HOUR);
    connection.wake();
    expect(sockets).toHaveLength(2);
    connection.wake();
    expect(sockets).toHaveLength(2);
  });

  test('set ahead while the server is away makes nobody impatient', () => {
    const { newest, sockets } = connect();
    newest().welcome('presenter');
    newest().end();
    vi.setSystemTime(Date.now() + HOUR);
    for (let tries = 0; tries < 10; tries++) {
      const count = sockets.length;
      vi.advanceTimersByTime(500);
      expect(sockets.length).toBeGreaterThan(count);
      newest().end();
    }
  });

  test('is the server’s as it was told last', () => {
    const { connection, newest } = connect();
    newest().welcome('presenter', 1_000_000);
    newest().say({ type: 'timer', running: true, elapsed: 5_000, at: 4_600_000 });
    vi.advanceTimersByTime(1_000);
    expect(connection.now()).toBe(4_601_000);
  });
});

describe('a dead connection', () => {
  test.each([
    ['presenter', 8_000],
    ['audience', 35_000],
  ] as const)('is noticed by its silence: %s', (role, silence) => {
    const { newest, sockets, changes } = connect();
    newest().welcome(role);
    vi.advanceTimersByTime(silence - 1_000);
    newest().say({ type: 'deck', revision: 'r' });
    vi.advanceTimersByTime(silence - 1_000);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(sockets).toHaveLength(2);
    expect(changes).toEqual([true, false]);
  });

  test('may be one whose handshake has no end', () => {
    const { sockets } = connect();
    vi.advanceTimersByTime(9_000);
    expect(sockets).toHaveLength(2);
  });
});

test('a room has the address of its deck', () => {
  expect(roomAddress('https://talks.example/base/talk/?view=scroll#/two')).toBe(
    'wss://talks.example/base/talk/live',
  );
  expect(roomAddress('http://192.0.2.1:8000/talk/speaker')).toBe('ws://192.0.2.1:8000/talk/live');
});
