/** How a process ends that runs until it is asked to. */
import type { EventEmitter } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { runProcess } from '../../server/cli/process.ts';

const said: string[] = [];
const events = ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException', 'unhandledRejection'];
/** The process's listeners, as any emitter has them. */
const emitter: EventEmitter = process;
/** The test runner's own. */
const others = events.map((event) => [event, emitter.listeners(event)] as const);

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  said.length = 0;
  for (const [event, kept] of others) {
    emitter.removeAllListeners(event);
    for (const listener of kept) emitter.on(event, (...words) => listener(...words));
  }
});

/** Runs until a signal comes; answers the codes and signals that it has ended itself with so far. */
async function end(
  close: () => Promise<void>,
  begin = async (): Promise<undefined> => undefined,
): Promise<unknown[]> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const ends: unknown[] = [];
  vi.spyOn(process, 'exit').mockImplementation(((code: number) => ends.push(code)) as (
    code: unknown,
  ) => never);
  vi.spyOn(process, 'kill').mockImplementation((_pid, signal) => {
    ends.push(signal);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  const run = runProcess(async (_, host) => {
    host.onShutdown(close);
    return begin();
  });
  process.emit('SIGTERM');
  await run;
  await vi.advanceTimersByTimeAsync(0);
  // The process is still there: nothing ended it.
  if (ends.length === 0) await vi.advanceTimersByTimeAsync(5_000);
  return ends;
}

describe('a signal ends the process', () => {
  test('when it has not begun to serve, without a word on what was not done', async () => {
    let fail: (error: Error) => void = () => {};
    const begins = new Promise<undefined>((_, reject) => {
      fail = reject;
    });
    const closing = async () => fail(new Error('The process that compiles has ended.'));
    expect([await end(closing, () => begins), said]).toEqual([[0], []]);
  });

  test('when all is closed', async () => {
    expect([await end(async () => {}), said]).toEqual([[0], []]);
  });

  test.each([
    ['rejects', () => Promise.reject(new Error('The log is gone.'))],
    [
      'throws',
      () => {
        throw new Error('The log is gone.');
      },
    ],
  ])('when closing %s, and says why', async (_, close) => {
    expect([await end(close), said]).toEqual([
      ['SIGKILL'],
      ['lectern: Not all was closed: The log is gone.\n'],
    ]);
  });

  test('when closing takes for ever', async () => {
    expect([await end(() => new Promise(() => {})), said]).toEqual([
      ['SIGKILL'],
      ['lectern: Not all was closed within 5 seconds.\n'],
    ]);
  });
});
