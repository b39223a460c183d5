/** Runs the benchmark: Lectern and its references in one run, and the bounds that Lectern must keep. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureBeside } from './measures/beside.ts';
import { measureBoot } from './measures/boot.ts';
import { measureCompile } from './measures/compile.ts';
import { measureEdit } from './measures/edit.ts';
import { measureFanout } from './measures/fanout.ts';
import { measureMany } from './measures/many.ts';
import { measurePaint } from './measures/paint.ts';
import { measurePeers } from './measures/peers.ts';
import { measureQuiet } from './measures/quiet.ts';
import { measureRemote } from './measures/remote.ts';
import { measureSealed } from './measures/sealed.ts';
import { measureStarts } from './measures/start.ts';
import { measureSteps } from './measures/step.ts';
import { measureStorm } from './measures/storm.ts';
import { measureThroughput } from './measures/throughput.ts';
import { measureWeight } from './measures/weight.ts';
import { formatTable, isMet, type Row, ratio } from './statistics.ts';
import { Workspace } from './workspace.ts';

type Measure = (workspace: Workspace, runs: number, halls: readonly number[]) => Promise<Row[]>;

const MEASURES: Readonly<Record<string, Measure>> = {
  start: measureStarts,
  quiet: measureQuiet,
  sealed: measureSealed,
  weight: measureWeight,
  paint: measurePaint,
  step: measureSteps,
  throughput: measureThroughput,
  compile: measureCompile,
  edit: measureEdit,
  beside: measureBeside,
  fanout: measureFanout,
  storm: measureStorm,
  many: measureMany,
  remote: measureRemote,
  boot: measureBoot,
  peers: measurePeers,
};

/** What installs other tools, and is only measured when it is named. */
const ON_REQUEST: readonly string[] = ['peers'];

const USAGE = `npm run bench -- [MEASURE…] [--runs N] [--viewers N,…]

Measures: ${Object.keys(MEASURES).join(', ')}; without a name, all but ${ON_REQUEST.join(', ')}.
--runs     runs of each subject, in turn; medians are compared (5)
--viewers  how many there are in fanout's halls (100,1000,5000,10000)`;

const DEFAULT_RUNS = '5';
const DEFAULT_VIEWERS = '100,1000,5000,10000';

/** Share of the cores in use above which other work distorts the results. */
const BUSY = 0.5;

/** Folder for the results of the last run; Git ignores it. */
const RESULTS = fileURLToPath(new URL('../../node_modules/.cache/lectern-bench', import.meta.url));

/**
 * Runs the benchmark. Resolves to the exit code: 0 if all bounds are kept, 1 if one is missed, 2 for invalid options.
 */
export async function bench(options: readonly string[]): Promise<number> {
  const { names, runs, halls, complaint } = readOptions(options);
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
      const isWanted = names.length > 0 ? names.includes(name) : !ON_REQUEST.includes(name);
      if (!isWanted) continue;
      console.error(`Measuring ${name} …`);
      rows.push(...(await measure(workspace, runs, halls)));
    }
  } finally {
    workspace.remove();
  }
  console.log(`\n${formatTable(rows)}\n`);
  console.log(`Medians of at most ${runs} runs (least–greatest), ${describeMachine()}.`);
  console.log(`Figures: ${write(rows)}`);
  return rows.every(isMet) ? 0 : 1;
}

interface Options {
  readonly names: readonly string[];
  readonly runs: number;
  /** Numbers of viewers. */
  readonly halls: readonly number[];
  /** The error in the options, if there is one. */
  readonly complaint?: string;
}

function readOptions(args: readonly string[]): Options {
  try {
    const options = { runs: { type: 'string' }, viewers: { type: 'string' } } as const;
    const { values, positionals: names } = parseArgs({ args: [...args], options, allowPositionals: true });
    const runs = Number(values.runs ?? DEFAULT_RUNS);
    const halls = (values.viewers ?? DEFAULT_VIEWERS).split(',').map(Number);
    const unknown = names.filter((name) => !Object.hasOwn(MEASURES, name));
    if (unknown.length > 0) return refuse(`There is no measure ${unknown.join(', ')}.`);
    if (!isCount(runs)) return refuse('--runs needs a whole number from 1.');
    if (!halls.every(isCount)) return refuse('--viewers needs whole numbers from 1, with commas between.');
    return { names, runs, halls };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(complaint: string): Options {
  return { names: [], runs: 0, halls: [], complaint };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function describeMachine(): string {
  return `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
}

/** Writes the rows as JSON, and returns the file's path. */
function write(rows: readonly Row[]): string {
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, 'results.json');
  const results = rows.map((row) => ({ ...row, ratio: ratio(row), met: isMet(row) }));
  const report = { at: new Date().toISOString(), machine: describeMachine(), rows: results };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  return file;
}
