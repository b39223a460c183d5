/** The hub over real sockets, under hundreds of orders of events that the dice make. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { fileLogs } from '../../server/live/log/file-log.ts';
import { talk } from './interleavings.ts';
import { endScribes, startScribe } from './kept.ts';
import { Dice } from './random.ts';

const TALKS = 200;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-hub-'));
});
afterAll(async () => {
  await endScribes();
  rmSync(folder, { recursive: true });
});

test('after whatever order of joins, steps, drops and restarts all agree with the newest step', async () => {
  const logWriter = startScribe();
  for (let seed = 1; seed <= TALKS; seed++) {
    const logs = fileLogs({ path: join(folder, String(seed)), logWriter }, (message) => {
      throw new Error(message);
    });
    await talk(new Dice(seed), logs, `seed ${seed}`);
  }
}, 120_000);
