/** The threads that cut fonts start before there is one to cut, once, and end when none comes. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const { workers } = vi.hoisted(() => ({ workers: [] as string[][] }));

vi.mock('node:worker_threads', () => ({
  Worker: class extends EventEmitter {
    readonly done: string[] = [];
    constructor() {
      super();
      workers.push(this.done);
    }
    ref(): void {
      this.done.push('ref');
    }
    unref(): void {
      this.done.push('unref');
    }
    terminate(): void {
      this.done.push('terminate');
      this.emit('exit', 0);
    }
    postMessage({ what }: { what: string }): void {
      this.done.push(what);
      queueMicrotask(() => this.emit('message', { bytes: new Uint8Array([7]) }));
    }
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  workers.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

const load = () => import('../../server/bundle/fonts/font-threads.ts');

test('two start, which hold up no end of the process, and no more where they are asked for again', async () => {
  const { startFontThreads } = await load();
  startFontThreads();
  startFontThreads();
  expect(workers).toEqual([['unref'], ['unref']]);
});

test('the first font is cut by one of them', async () => {
  const { startFontThreads, convertInThread } = await load();
  startFontThreads();
  expect([...(await convertInThread(Buffer.from('font'), 'sfnt'))]).toEqual([7]);
  expect(workers).toEqual([['unref', 'ref', 'convert', 'unref'], ['unref']]);
});

test('both end after three idle seconds, and do not come back by themselves', async () => {
  const { startFontThreads } = await load();
  startFontThreads();
  vi.advanceTimersByTime(2999);
  expect(workers.flat()).not.toContain('terminate');
  vi.advanceTimersByTime(1);
  expect(workers.map((done) => done.at(-1))).toEqual(['terminate', 'terminate']);
  startFontThreads();
  expect(workers).toHaveLength(2);
});

test('where threads were at work before, only those that lack start', async () => {
  const { startFontThreads, convertInThread } = await load();
  const font = convertInThread(Buffer.from('font'), 'sfnt');
  startFontThreads();
  await font;
  expect(workers).toHaveLength(2);
});
