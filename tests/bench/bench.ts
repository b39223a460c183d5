/** The benchmark: Lectern beside its references in one run, with the floors that it must keep. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureCompile } from './measures/compile.ts';
import { measurePaint } from './measures/paint.ts';
import { measureStarts } from './measures/start.ts';
import { measureThroughput } from './measures/throughput.ts';
import { measureWeight } from './measures/weight.ts';
import { formatTable, isMet, type Row, ratio } from './statistics.ts';
import { Workspace } from './workspace.ts';

type Measure = (workspace: Workspace, runs: number) => Promise<Row[]>;

const MEASURES: Readonly<Record<string, Measure>> = {
  start: measureStarts,
  weight: measureWeight,
  paint: measurePaint,
  throughput: measureThroughput,
  compile: measureCompile,
};

const USAGE = `npm run bench -- [MEASURE…] [--runs N]

Measures: ${Object.keys(MEASURES).join(', ')}; all of them without a name.
--runs    runs of each subject, in turn; medians are compared (5)`;

const DEFAULT_RUNS = 5;

/** Above this share of the cores in use, other work spoils the figures. */
const BUSY = 0.5;

/** Where the last run's figures are kept; Git ignores it. */
const RESULTS = fileURLToPath(new URL('../../node_modules/.cache/lectern-bench', import.meta.url));

/** Runs the benchmark; the exit code: 0 when all floors are kept, 1 when one is missed, 2 for bad options. */
export async function bench(options: readonly string[]): Promise<number> {
  const { names, runs, complaint } = readOptions(options);
  if (complaint !== undefined) {
    console.error(`${complaint}\n\n${USAGE}`);
    return 2;
  }
  const load = (loadavg()[0] ?? 0) / availableParallelism();
  if (load > BUSY) console.warn(`This machine is ${Math.round(load * 100)} % busy; expect unsteady figures.`);

  const workspace = new Workspace();
  const rows: Row[] = [];
  try {
    for (const [name, measure] of Object.entries(MEASURES)) {
      if (names.length > 0 && !names.includes(name)) continue;
      console.error(`Measuring ${name} …`);
      rows.push(...(await measure(workspace, runs)));
    }
  } finally {
    workspace.remove();
  }
  console.log(`\n${formatTable(rows)}\n`);
  console.log(`Medians of ${runs} runs (least–greatest), ${describeMachine()}.`);
  console.log(`Figures: ${write(rows)}`);
  return rows.every(isMet) ? 0 : 1;
}

interface Options {
  readonly names: readonly string[];
  readonly runs: number;
  /** What is wrong with them. */
  readonly complaint?: string;
}

function readOptions(args: readonly string[]): Options {
  let runs = DEFAULT_RUNS;
  try {
    const options = { runs: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    runs = Number(values.runs ?? DEFAULT_RUNS);
    const unknown = positionals.filter((name) => !Object.hasOwn(MEASURES, name));
    if (unknown.length > 0)
      return { names: [], runs, complaint: `There is no measure ${unknown.join(', ')}.` };
    if (!(Number.isInteger(runs) && runs > 0))
      return { names: [], runs, complaint: '--runs needs a whole number from 1.' };
    return { names: positionals, runs };
  } catch (error) {
    return { names: [], runs, complaint: error instanceof Error ? error.message : String(error) };
  }
}

function describeMachine(): string {
  return `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
}

/** Writes the rows as JSON; the file's path. */
function write(rows: readonly Row[]): string {
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, 'results.json');
  const results = rows.map((row) => ({ ...row, ratio: ratio(row), met: isMet(row) }));
  const report = { at: new Date().toISOString(), machine: describeMachine(), rows: results };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  return file;
}
