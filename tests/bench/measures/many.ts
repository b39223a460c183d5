/**
 * Measures a step in a talk that several servers carry by Redis: how long it takes to all viewers, what it costs Redis, how
 * that grows with the servers, and how long viewers need who lose theirs. Ends with what follows for a million of them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisServer } from '../../redis/redis-server.ts';
import { at, Crowd, takeStep } from '../crowd.ts';
import { LiveServer, liveLectern } from '../live-server.ts';
import { figure, type Row, slope } from '../statistics.ts';
import { measureStart, type Probed, startProbed } from '../subjects.ts';
import type { Workspace } from '../workspace.ts';

const VIEWERS = 6_000;
const SERVERS = 3;

/** Numbers of servers with few viewers each, by which growth is measured. */
const GROWTH = [1, 2, 4, 8];
const FEW = 100;

/** What is projected. */
const PROJECTED = { viewers: 1_000_000, servers: 100 };

/** Steps in each run. */
const STEPS = 10;

/** Maximum number of concurrent handshakes. */
const CALM = 50;

/** Milliseconds to wait after all viewers have a step, and for background work. */
const PAUSE_MS = 100;
const SETTLE_MS = 1_500;

/** Compares three servers with one process that has all viewers. */
export async function measureMany(workspace: Workspace, runs: number): Promise<Row[]> {
  await measureStart(liveLectern(workspace).subject);
  const one = await inFleet(workspace, 1, undefined, (fleet) => steps(fleet, VIEWERS, runs));
  const redis = await RedisServer.start('everysec');
  let storm = 0;
  const many = await inFleet(workspace, SERVERS, redis, async (fleet) => {
    const taken = await steps(fleet, VIEWERS / SERVERS, runs);
    storm = await fleet.loseOne(VIEWERS / SERVERS);
    return taken;
  });
  await redis.close();
  const growth: Growth[] = [];
  for (const servers of GROWTH) {
    const own = await RedisServer.start('everysec');
    const taken = await inFleet(workspace, servers, own, (fleet) => steps(fleet, FEW, runs));
    await own.close();
    growth.push({ servers, taken });
  }
  const all = VIEWERS.toLocaleString('en-US');
  const reference = (pick: (run: Run) => number) => ({ name: 'one process', figure: figure(one.map(pick)) });
  const row = (what: string, unit: Row['unit'], pick: (run: Run) => number): Row => ({
    what: `${all} viewers on ${SERVERS} servers: ${what}`,
    unit,
    own: figure(many.map(pick)),
    reference: reference(pick),
  });
  return [
    row('a step to half of them', 'ms', ({ p50 }) => p50),
    row('a step to 99 % of them', 'ms', ({ p99 }) => p99),
    row('processor, a step to one', 'µs', ({ processorUs }) => processorUs),
    {
      what: `${all} viewers on ${SERVERS} servers: steps that were lost`,
      unit: 'steps',
      own: figure(many.map(({ lost }) => lost)),
      floor: { atMost: 0 },
    },
    {
      what: `${(VIEWERS / SERVERS).toLocaleString('en-US')} of them, whose server was killed, on the others`,
      unit: 'ms',
      own: figure([storm]),
    },
    ...growth.flatMap(({ servers, taken }): Row[] => [
      {
        what: `${counted(servers)} with ${FEW} viewers each: a step to 99 % of them`,
        unit: 'ms',
        own: figure(taken.map(({ p99 }) => p99)),
      },
      {
        what: `${counted(servers)}: Redis, a step`,
        unit: 'µs',
        own: figure(taken.map(({ redisUs }) => redisUs)),
      },
    ]),
    ...project(many, growth),
  ];
}

/**
 * Projects to a million viewers. It assumes that a viewer costs what it costs here, that servers share them equally and have a
 * core each, and that Redis' time for a step grows with the servers as it does here; networks are left out.
 */
function project(many: readonly Run[], growth: readonly Growth[]): Row[] {
  const viewers = PROJECTED.viewers / PROJECTED.servers;
  const points = growth.map(
    ({ servers, taken }) => [servers, figure(taken.map(({ redisUs }) => redisUs)).median] as const,
  );
  const each = slope(points);
  const mean = (pick: 0 | 1) => points.reduce((sum, point) => sum + point[pick], 0) / points.length;
  const redisUs = mean(1) + each * (PROJECTED.servers - mean(0));
  const name = `${PROJECTED.viewers.toLocaleString('en-US')} viewers on ${PROJECTED.servers} servers, projected`;
  const serverMs = many.map(({ processorUs }) => (processorUs * viewers) / 1000);
  return [
    { what: `${name}: processor of a server, a step`, unit: 'ms', own: figure(serverMs) },
    { what: `${name}: Redis, a step`, unit: 'ms', own: figure([redisUs / 1000]) },
  ];
}

interface Growth {
  readonly servers: number;
  readonly taken: readonly Run[];
}

/** The results of several steps. */
interface Run {
  /** Milliseconds until half and 99 % of the viewers had a step: the medians over the steps. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of the servers' processor time per step and viewer. */
  readonly processorUs: number;
  /** Microseconds that Redis worked for a step; 0 without Redis. */
  readonly redisUs: number;
  /** How often a viewer did not receive a step. */
  readonly lost: number;
}

/** Connects so many viewers to each server, and takes steps. */
async function steps(fleet: Fleet, viewers: number, runs: number): Promise<Run[]> {
  await fleet.fill(viewers);
  await fleet.take();
  const taken: Run[] = [];
  for (let run = 0; run < runs; run++) {
    const before = await fleet.used();
    const times = await fleet.take();
    const after = await fleet.used();
    const all = fleet.viewers * STEPS;
    taken.push({
      p50: figure(times.map((step) => at(step, 0.5))).median,
      p99: figure(times.map((step) => at(step, 0.99))).median,
      processorUs: (after.processorUs - before.processorUs) / all,
      redisUs: (after.redisUs - before.redisUs) / STEPS,
      lost: all - times.reduce((sum, { length }) => sum + length, 0),
    });
  }
  return taken;
}

/** Runs something with servers, and stops them. */
async function inFleet<T>(
  workspace: Workspace,
  servers: number,
  redis: RedisServer | undefined,
  use: (fleet: Fleet) => Promise<T>,
): Promise<T> {
  const fleet = await Fleet.start(workspace, servers, redis);
  try {
    return await use(fleet);
  } finally {
    await fleet.stop();
  }
}

/** Servers of one talk, whose presenter is on the first. */
class Fleet {
  readonly #stage: LiveServer;
  readonly #others: Probed[];
  readonly #redis: RedisServer | undefined;
  readonly #path: string;
  #crowds: Crowd[] = [];
  #column = 0;
  viewers = 0;

  private constructor(stage: LiveServer, others: Probed[], path: string, redis: RedisServer | undefined) {
    this.#stage = stage;
    this.#others = others;
    this.#path = path;
    this.#redis = redis;
  }

  static async start(workspace: Workspace, servers: number, redis: RedisServer | undefined): Promise<Fleet> {
    const subject = liveLectern(workspace, undefined, redis ? ['--redis', redis.url] : []);
    const stage = await LiveServer.start(subject);
    const others = await Promise.all(Array.from({ length: servers - 1 }, () => startProbed(subject.subject)));
    return new Fleet(stage, others, subject.path, redis);
  }

  /** Connects viewers to each server. */
  async fill(count: number): Promise<void> {
    for (const { port } of [this.#stage.server, ...this.#others])
      this.#crowds.push(await Crowd.open({ port, path: this.#path, count, atOnce: CALM }));
    const lost = this.#crowds.reduce((sum, { opened }) => sum + opened.lost, 0);
    if (lost > 0) throw new Error(`${lost} viewers were not let in. Does \`ulimit -n\` allow so many?`);
    this.viewers = count * this.#crowds.length;
    await sleep(SETTLE_MS);
  }

  /** Takes steps. Resolves to the sorted microseconds of each. */
  async take(): Promise<Float64Array[]> {
    const times: Float64Array[] = [];
    for (let step = 0; step < STEPS; step++) {
      times.push((await takeStep(this.#crowds, this.#stage.command(this.#column++ % 40))).sort());
      await sleep(PAUSE_MS);
    }
    return times;
  }

  /** Returns the processor time of all servers and of Redis' commands so far, in microseconds. */
  async used(): Promise<{ readonly processorUs: number; readonly redisUs: number }> {
    const each = await Promise.all(
      [this.#stage.server, ...this.#others].map((server) => server.processorUs()),
    );
    const told = (await this.#redis?.ask('INFO commandstats')) ?? '';
    const commands = [...told.matchAll(/,usec=(\d+)/g)].map(([, usec]) => Number(usec));
    const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
    return { processorUs: sum(each), redisUs: sum(commands) };
  }

  /** Stops the last server. Resolves to the milliseconds after which as many viewers are on the others. */
  async loseOne(count: number): Promise<number> {
    await this.#others.pop()?.stop();
    await this.#crowds.pop()?.close();
    const left = [this.#stage.server, ...this.#others];
    const began = performance.now();
    const share = Math.ceil(count / left.length);
    this.#crowds.push(
      ...(await Promise.all(
        left.map(({ port }) => Crowd.open({ port, path: this.#path, count: share, atOnce: share })),
      )),
    );
    return performance.now() - began;
  }

  /** Disconnects everybody, and stops the servers. */
  async stop(): Promise<void> {
    await Promise.all(this.#crowds.map((crowd) => crowd.close()));
    await Promise.all([this.#stage.stop(), ...this.#others.map((server) => server.stop())]);
  }
}

function counted(servers: number): string {
  return servers === 1 ? '1 server' : `${servers} servers`;
}
