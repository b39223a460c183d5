/** Tests that steps survive a kill, with a few talks; `npm run attack` does more, since each starts a server. */
import { expect, test } from 'vitest';
import { run } from './lost-steps.ts';

test('a step that a presenter saw accepted is never lost to kill -9', async () => {
  const { talks, accepted, findings } = await run({ fast: 5, calm: 5, compiles: true });
  expect(findings).toEqual([]);
  expect(talks).toBe(10);
  expect(accepted).toBeGreaterThan(10);
}, 120_000);
