/** The news as a stream: the newest for who reads, a sign of life, and an end for who does not. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventStream } from '../../server/dev/event-stream.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

function open() {
  let tell: (news: number) => void = () => {};
  const left = vi.fn();
  const stream = eventStream<number>((told) => {
    tell = told;
    told(0);
    return left;
  });
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const read = async () => decoder.decode((await reader.read()).value);
  return { tell: (news: number) => tell(news), left, reader, read };
}

describe('the news', () => {
  test('come as they are told', async () => {
    const { tell, read } = open();
    expect(await read()).toBe('data: 0\n\n');
    tell(1);
    expect(await read()).toBe('data: 1\n\n');
  });

  test('do not queue for who is behind: the newest comes next', async () => {
    const { tell, read } = open();
    for (let news = 1; news <= 10_000; news++) tell(news);
    expect([await read(), await read()]).toEqual(['data: 0\n\n', 'data: 10000\n\n']);
  });

  test('have signs of life between them', async () => {
    const { tell, read } = open();
    await read();
    vi.advanceTimersByTime(15_000);
    expect(await read()).toBe(': still here\n\n');
    tell(1);
    expect(await read()).toBe('data: 1\n\n');
  });

  test('end for who does not read for a minute', async () => {
    const { left, reader } = open();
    vi.advanceTimersByTime(59_000);
    expect(left).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    expect(left).toHaveBeenCalledOnce();
    await expect(reader.read()).rejects.toThrow(new Error('Nobody reads the news any more.'));
  });

  test('end for who goes', async () => {
    const { left, reader } = open();
    await reader.cancel();
    expect([left.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0]);
  });
});
