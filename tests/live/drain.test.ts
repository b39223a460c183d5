/** How the sockets of a server that ends are closed, on a clock that the test moves. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Connection } from '../../server/live/connection.ts';
import { drain } from '../../server/live/drain.ts';
import type { Role } from '../../server/wire/protocol.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Drains connections of these roles; returns when each was closed, in milliseconds. */
async function timesOf(roles: readonly Role[], limit: number) {
  const times: number[] = roles.map(() => Number.NaN);
  const start = Date.now();
  const connections = roles.map((role, index) => {
    const connection: Pick<Connection, 'role' | 'close'> = {
      role,
      close: () => {
        times[index] = Date.now() - start;
      },
    };
    // Draining needs no more of a connection.
    return connection as Connection;
  });
  const drained = drain(connections, limit);
  await vi.runAllTimersAsync();
  await drained;
  return times;
}

const viewers = (count: number): Role[] => Array.from({ length: count }, () => 'audience');

test('nobody, and a few, are not waited for', async () => {
  expect(await timesOf([], 2_500)).toEqual([]);
  expect(await timesOf(viewers(4), 2_500)).toEqual([0, 0, 0, 0]);
});

test('many are closed at equal intervals, within the limit, and presenters last', async () => {
  const times = await timesOf(['presenter', ...viewers(10_000)], 2_500);
  const [presenter = 0, ...others] = times;
  expect(presenter).toBe(Math.max(...others));
  expect(presenter).toBeLessThanOrEqual(2_500);
  expect(presenter).toBeGreaterThan(2_300);
  const groups = [...new Set(others)].map((time) => others.filter((other) => other === time).length);
  expect(Math.max(...groups)).toBeLessThan(250);
});
