/** `npm run nightly`: a hundred runs of the test beside it, with seeds that go on from an argument: `-- 1001`. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const [seed = '1'] = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'unit', 'tests/redis/many.test.ts'],
  {
    env: { ...process.env, LECTERN_MANY_RUNS: '100', LECTERN_MANY_SEED: seed },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
