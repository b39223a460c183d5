/** The check that a server runs beside its work. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProblemReporter } from '../../server/terminal/banner.ts';
import { createIdleCheck } from '../../server/terminal/idle-check.ts';
import { siteOf } from '../setup/site.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A check that answers as it is told, and what comes of it. */
function checked(answers: (readonly string[] | Error)[]) {
  const told: string[] = [];
  let asked = 0;
  const quiet = createIdleCheck({
    check: async () => {
      const answer = answers[asked++] ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    host: {
      err: { colors: false, write: (text) => told.push(text) },
      reportError: (message) => told.push(`complaint: ${message}`),
    },
    problems: createProblemReporter(false),
  });
  return { soon: () => quiet.soon(siteOf({})), told, asked: () => asked };
}

test('a site is checked a second after the last change', async () => {
  const { soon, asked } = checked([]);
  soon();
  await vi.advanceTimersByTimeAsync(900);
  soon();
  await vi.advanceTimersByTimeAsync(900);
  expect(asked()).toBe(0);
  await vi.advanceTimersByTimeAsync(100);
  expect(asked()).toBe(1);
});

test('what was told is not told again, and what comes back is', async () => {
  const problem = 'talk.md:3:1: `#/2` leads nowhere\n\n  Correct it.';
  const { soon, told } = checked([[problem], [problem], [], [problem]]);
  for (let i = 0; i < 4; i++) {
    soon();
    await vi.advanceTimersByTimeAsync(1000);
  }
  const line = 'warning talk.md:3:1: `#/2` leads nowhere. Correct it.\n';
  expect(told).toEqual([line, '', '', line]);
});

test('a check that fails says so and ends nothing', async () => {
  const { soon, told } = checked([new Error('no'), []]);
  for (let i = 0; i < 2; i++) {
    soon();
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(told).toEqual(['complaint: no', '']);
});
