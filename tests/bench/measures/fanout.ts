/**
 * Measures a step in the live room: the time from the presenter's message to every viewer, and its cost for the
 * server.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../crowd.ts';
import { bareBroadcast, LiveServer, liveLectern } from '../live-server.ts';
import { figure, type Row } from '../statistics.ts';
import { measureStart } from '../subjects.ts';
import type { Workspace } from '../workspace.ts';

/** Steps in each run. */
const STEPS = 10;

/** Messages to viewers after which the servers' code is compiled by the JIT. */
const WARM_UP = 20_000;

/** Milliseconds to wait after all viewers have a step. */
const PAUSE_MS = 100;

/** Milliseconds to wait for background work after a server has started or its viewers have connected. */
const SETTLE_MS = 1_500;

/** Number of viewers below which memory says more about the process than about the viewers. */
const MANY = 1_000;

/** The number of viewers for which the bound holds. */
const FLOOR = { viewers: 5_000, atMost: 1.1 };

type Name = 'own' | 'bare';
type Servers = Readonly<Record<Name, LiveServer>>;

/**
 * Compares it with a bare `ws` server that broadcasts as many bytes, in alternating steps while both have their
 * viewers.
 */
export async function measureFanout(workspace: Workspace, runs: number, halls: readonly number[]) {
  const own = liveLectern(workspace);
  await measureStart(own.subject);
  const rows: Row[] = [];
  for (const viewers of halls) {
    const servers = { own: await LiveServer.start(own), bare: await LiveServer.start(bareBroadcast()) };
    try {
      rows.push(...(await measureHall(servers, runs, viewers)));
    } finally {
      await servers.own.stop();
      await servers.bare.stop();
    }
  }
  return rows;
}

async function measureHall(servers: Servers, runs: number, viewers: number): Promise<Row[]> {
  const memory = { own: await fill(servers.own, viewers), bare: await fill(servers.bare, viewers) };
  await takeSteps(servers, Math.max(STEPS, Math.ceil(WARM_UP / viewers)), 0);
  const taken: Runs[] = [];
  for (let run = 0; run < runs; run++) taken.push(await takeRuns(servers, viewers));
  const compare = (what: string, unit: Row['unit'], own: number[], bare: number[]): Row => ({
    what: `${viewers.toLocaleString('en-US')} viewers: ${what}`,
    unit,
    own: figure(own),
    reference: { name: 'bare ws broadcast', figure: figure(bare) },
  });
  const row = (what: string, unit: Row['unit'], pick: (run: Run) => number) => {
    const [own, bare] = [taken.map((runs) => pick(runs.own)), taken.map((runs) => pick(runs.bare))];
    return compare(what, unit, own, bare);
  };
  const p99 = row('a step to 99 % of them', 'ms', (run) => run.p99);
  const { what, unit, own } = row('steps that were lost', 'steps', (run) => run.lost);
  return [
    row('a step to half of them', 'ms', (run) => run.p50),
    viewers === FLOOR.viewers ? { ...p99, floor: { atMost: FLOOR.atMost } } : p99,
    row('a step to the last', 'ms', (run) => run.last),
    row('the slowest of all', 'ms', (run) => run.slowest),
    row('processor, a step to one', 'µs', (run) => run.processorUs),
    ...(viewers < MANY ? [] : [compare('memory of one', 'kB', [memory.own], [memory.bare])]),
    { what, unit, own, floor: { atMost: 0 } },
  ];
}

/** Connects the viewers, and returns the server's kilobytes of memory per viewer. */
async function fill(live: LiveServer, viewers: number): Promise<number> {
  await sleep(SETTLE_MS);
  const before = await live.server.memory();
  const { lost } = await live.fill(viewers, 'calmly');
  if (lost > 0)
    throw new Error(`${lost} of ${viewers} viewers were not let in. Does \`ulimit -n\` allow so many?`);
  await sleep(SETTLE_MS);
  return ((await live.server.memory()) - before) / viewers / 1000;
}

/** The results of several steps. */
interface Run {
  /** Milliseconds until half, 99 % and the last of the viewers had a step: the medians over the steps. */
  readonly p50: number;
  readonly p99: number;
  readonly last: number;
  /** Milliseconds until the last viewer had the slowest step. */
  readonly slowest: number;
  /** Microseconds of processor time per step and viewer. */
  readonly processorUs: number;
  /** How often a viewer did not receive a step. */
  readonly lost: number;
}

type Runs = Readonly<Record<Name, Run>>;

async function takeRuns({ own, bare }: Servers, viewers: number): Promise<Runs> {
  const before = { own: await own.server.processorUs(), bare: await bare.server.processorUs() };
  const times = await takeSteps({ own, bare }, STEPS, PAUSE_MS);
  const after = { own: await own.server.processorUs(), bare: await bare.server.processorUs() };
  const sum = (name: Name): Run => {
    const perStep = times[name];
    const last = figure(perStep.map((step) => at(step, 1)));
    const got = perStep.reduce((total, { length }) => total + length, 0);
    return {
      p50: figure(perStep.map((step) => at(step, 0.5))).median,
      p99: figure(perStep.map((step) => at(step, 0.99))).median,
      last: last.median,
      slowest: last.max,
      processorUs: (after[name] - before[name]) / (STEPS * viewers),
      lost: STEPS * viewers - got,
    };
  };
  return { own: sum('own'), bare: sum('bare') };
}

/** Takes steps at both servers alternately, with `pause` milliseconds after each. */
async function takeSteps(
  { own, bare }: Servers,
  steps: number,
  pause: number,
): Promise<Record<Name, Float64Array[]>> {
  const times: Record<Name, Float64Array[]> = { own: [], bare: [] };
  for (let h = 0; h < steps; h++) {
    for (const [name, server] of [
      ['own', own],
      ['bare', bare],
    ] as const) {
      times[name].push((await server.step(h)).sort());
      await sleep(pause);
    }
  }
  return times;
}
