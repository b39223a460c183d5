/** Talks on several servers while processes are killed and stopped, and connections cut and delayed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from './run.ts';

/** Runs, half of them with each way of writing, and the first seed; a night has a hundred. */
const RUNS = Number(process.env.LECTERN_MANY_RUNS ?? 5);
const FIRST = Number(process.env.LECTERN_MANY_SEED ?? 1);

let decks = '';
beforeAll(() => {
  decks = mkdtempSync(join(tmpdir(), 'lectern-many-'));
  mkdirSync(join(decks, 'talk'));
  writeFileSync(join(decks, 'talk', 'talk.md'), '# One\n\n---\n\n# Two\n');
  writeFileSync(join(decks, 'site.yml'), 'title: Talks\n');
});
afterAll(() => rmSync(decks, { recursive: true, force: true }));

for (let i = 0; i < RUNS; i++) {
  const seed = FIRST + i;
  const writing = i % 2 === 0 ? 'always' : 'everysec';
  test.concurrent(`run ${seed}, where Redis writes ${writing}: nothing acknowledged is lost, all agree, and nobody goes back`, async () => {
    const { story, faults, acknowledged } = await run({ seed, writing, events: 6, decks });
    console.log(`${acknowledged} steps acknowledged while ${story.join(', ')}`);
    expect(faults, story.join(', ')).toEqual([]);
    expect(acknowledged).toBeGreaterThan(0);
  }, 240_000);
}
