/** Trials of keys on what was encrypted. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeyTrials, type Outcome } from '../../server/auth/key-trials.ts';

/** Milliseconds that a trial takes. */
const TRIAL_MS = 200;

const tried: string[] = [];
let trials: KeyTrials;
let began = 0;

beforeEach(() => {
  vi.useFakeTimers();
  began = Date.now();
  tried.length = 0;
  trials = new KeyTrials({
    open: async (key) => {
      tried.push(key);
      await new Promise((resolve) => setTimeout(resolve, TRIAL_MS));
      if (key === 'broken') throw new Error('There is no memory left.');
      return key === 'right';
    },
  });
});
afterEach(() => vi.useRealTimers());

/** Brings a key; answers how it ended and after how long. */
async function bring(
  key: string,
  { address = 'here', isReturning = false } = {},
): Promise<[Outcome, number]> {
  const from = Date.now();
  const outcome = await trials.try({ key, name: key, address, isReturning });
  return [outcome, Date.now() - from];
}

/** Lets time pass until it is settled. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  promise.then(over, over);
  while (!isOver) await vi.advanceTimersByTimeAsync(10);
  return promise;
}

test('each key is tried once, however often it comes', async () => {
  const same = [bring('wrong'), bring('wrong'), bring('wrong', { address: 'elsewhere' })];
  expect((await settled(Promise.all(same))).map(([outcome]) => outcome)).toEqual(['wrong', 'wrong', 'wrong']);
  expect(await bring('wrong')).toEqual(['wrong', 0]);
  expect(tried).toEqual(['wrong']);
});

test('the right key is in at the second turn when three hundred wrong ones came before, from its address', async () => {
  const others = Array.from({ length: 300 }, (_, i) => bring(`wrong ${i}`));
  expect(await settled(bring('right'))).toEqual(['opens', 2 * TRIAL_MS]);
  const outcomes = (await Promise.all(others)).map(([outcome]) => outcome);
  const counts = { wrong: 0, refused: 0, opens: 0 };
  for (const outcome of outcomes) counts[outcome]++;
  expect(counts).toEqual({ wrong: 32, refused: 268, opens: 0 });
  expect(tried).toEqual(['wrong 0', 'right']);
});

test('the right key is in within a second while eight addresses bring twelve wrong ones each', async () => {
  for (let address = 0; address < 8; address++) {
    for (let i = 0; i < 12; i++) void bring(`wrong ${address} ${i}`, { address: `${address}` });
  }
  await vi.advanceTimersByTimeAsync(TRIAL_MS / 2);
  const [outcome, took] = await settled(bring('right'));
  expect(outcome).toBe('opens');
  expect(took).toBeLessThan(1000);
});

describe('a flood of ever new keys', () => {
  test.each([
    ['its own address', 'here'],
    ['another', 'elsewhere'],
  ])('from %s does not keep the right one out that comes back', async (_, address) => {
    let sent = 0;
    const flood = setInterval(() => {
      for (let i = 0; i < 10; i++) void bring(`wrong ${sent++}`, { address });
    }, 10);
    await vi.advanceTimersByTimeAsync(1000);
    let result = await settled(bring('right'));
    for (let isReturning = true; result[0] === 'refused' && Date.now() < began + 10_000; ) {
      await vi.advanceTimersByTimeAsync(600);
      result = await settled(bring('right', { isReturning }));
    }
    clearInterval(flood);
    expect(result[0]).toBe('opens');
    expect(Date.now() - began - 1000).toBeLessThan(2500);
    expect(tried.length).toBeLessThan(20);
  });
});

test('whoever is passed over three times is turned away, to come back sooner', async () => {
  const first = bring('first');
  const right = bring('right');
  for (let turn = 0; turn < 4; turn++) {
    void bring(`newer ${turn}`);
    await vi.advanceTimersByTimeAsync(TRIAL_MS);
  }
  expect((await first)[0]).toBe('wrong');
  expect(await right).toEqual(['refused', 3 * TRIAL_MS]);
  expect(tried).not.toContain('right');
  expect(await settled(bring('right', { isReturning: true }))).toEqual(['opens', 2 * TRIAL_MS]);
});

test('a trial that fails says nothing of its key, and the next one begins', async () => {
  const broken = bring('broken');
  const right = bring('right');
  await expect(settled(broken)).rejects.toThrow(new Error('There is no memory left.'));
  expect(await settled(right)).toEqual(['opens', 2 * TRIAL_MS]);
  await expect(settled(bring('broken'))).rejects.toThrow(new Error('There is no memory left.'));
});
