/** Measures steps of a talk while another deck of a thousand slides is saved: compiling must not delay them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LiveServer, liveLectern } from '../live-server.ts';
import { figure, type Row } from '../statistics.ts';
import type { Workspace } from '../workspace.ts';

const VIEWERS = 200;

/** Number of slides of the deck that is saved. */
const SLIDES = 1000;

/** Steps in each run, and milliseconds between them, so that they coincide with everything that a save causes. */
const STEPS = 60;
const PAUSE_MS = 30;

/** Milliseconds between saves, and after the server's start. */
const SAVE_MS = 400;
const SETTLE_MS = 4_000;

/** Compares them with the same steps without saves, alternately. */
export async function measureBeside(workspace: Workspace, runs: number): Promise<Row[]> {
  const folder = workspace.talkBeside(SLIDES);
  const live = await LiveServer.start(liveLectern(workspace, folder));
  try {
    await live.fill(VIEWERS, 'calmly');
    await sleep(SETTLE_MS);
    const file = join(folder, 'large', 'deck.md');
    const quiet: number[] = [];
    const saving: number[] = [];
    let h = 0;
    for (let run = 0; run < runs; run++) {
      quiet.push(await slowest(live, h));
      h += STEPS;
      saving.push(await whileSaved(file, () => slowest(live, h)));
      h += STEPS;
      await sleep(SETTLE_MS);
    }
    return [
      {
        what: `a step to ${VIEWERS} viewers, 99 %, while a deck of ${SLIDES.toLocaleString('en-US')} slides is saved`,
        unit: 'ms',
        own: figure(saving),
        reference: { name: 'the same while nobody saves', figure: figure(quiet) },
        floor: { atMost: 2 },
      },
    ];
  } finally {
    await live.stop();
  }
}

/** Returns the milliseconds within which 99 % of the viewers' steps were received. */
async function slowest(live: LiveServer, from: number): Promise<number> {
  const times: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    times.push(...(await live.step(from + step)));
    await sleep(PAUSE_MS);
  }
  times.sort((a, b) => a - b);
  return (times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN) / 1000;
}

/** Calls `work` while a file is saved repeatedly, each time with different headings. */
async function whileSaved<T>(file: string, work: () => Promise<T>): Promise<T> {
  const text = readFileSync(file, 'utf8');
  let saves = 0;
  const timer = setInterval(() => writeFileSync(file, text.replaceAll(/^## /gm, `## ${++saves} `)), SAVE_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    writeFileSync(file, text);
  }
}
