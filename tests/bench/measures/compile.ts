/**
 * Measures the cost of compiling: the time from start to first slide for a deck that was never compiled, minus that
 * for the cached deck.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { figure, type Row } from '../statistics.ts';
import { lectern, measureStart } from '../subjects.ts';
import type { Workspace } from '../workspace.ts';

const SIZES = [40, 1000, 2000] as const;
type Size = (typeof SIZES)[number];

const renderer = fileURLToPath(new URL('../references/render.mjs', import.meta.url));

/** Compares it with a process that only renders the Markdown, and the second thousand slides with the first. */
export async function measureCompile(workspace: Workspace, runs: number): Promise<Row[]> {
  const own: Record<Size, number[]> = { 40: [], 1000: [], 2000: [] };
  const plain: Record<Size, number[]> = { 40: [], 1000: [], 2000: [] };
  // The first start builds Lectern, which is not to be measured.
  await measureStart(lectern(workspace.deck(40)));
  for (let run = 0; run < runs; run++) {
    for (const size of SIZES) {
      const folder = workspace.unseenDeck(size);
      const cold = await measureStart(lectern(folder));
      const remembered = await measureStart(lectern(folder));
      own[size].push(cold - remembered);
      plain[size].push(await render(join(folder, 'talk', 'deck.md')));
    }
  }
  const row = (size: Size): Row => ({
    what: `compile, ${size.toLocaleString('en-US')} slides`,
    unit: 'ms',
    own: figure(own[size]),
    reference: { name: 'marked + highlight.js', figure: figure(plain[size]) },
  });
  const slope = (from: Size, to: Size) =>
    figure(own[to].map((time, run) => ((time - (own[from][run] ?? 0)) / (to - from)) * 1000));
  return [
    row(40),
    row(1000),
    {
      what: 'growth: a slide of the second thousand',
      unit: 'µs/slide',
      own: slope(1000, 2000),
      reference: { name: 'a slide of the first thousand', figure: slope(40, 1000) },
      floor: { atMost: 1.2 },
    },
  ];
}

/** Returns the milliseconds of a whole process that renders this deck. */
async function render(deck: string): Promise<number> {
  const started = performance.now();
  await promisify(execFile)(process.execPath, [renderer, deck], { maxBuffer: 1 << 28 });
  return performance.now() - started;
}
