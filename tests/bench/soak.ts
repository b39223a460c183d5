/** Runs a talk for long, with viewers who come and go, and prints how memory and handles of the server grow. */
import { parseArgs } from 'node:util';
import { freePort } from '../setup/port.ts';
import { Crowd } from './crowd.ts';
import { LiveServer, liveLectern } from './live-server.ts';
import { slope } from './statistics.ts';
import { Workspace } from './workspace.ts';

const USAGE = `npm run soak -- [--minutes N] [--viewers N]

--minutes  how long (5)
--viewers  how many stay all the time; a tenth as many come and go (500)`;

/** Steps of the presenter while others are there. */
const STEPS = 5;

/** Milliseconds between two steps. */
const PACE_MS = 500;

/** Share of the time after which caches are warm, and figures count. */
const WARM = 0.2;

/** Parts of the time, of each of which the least value counts: what is collected as garbage later is no growth. */
const PARTS = 8;

/** What is looked at, by its name among the figures; `per` is what one of its unit is. */
const LOOKS = [
  { what: 'memory', figure: 'process_resident_memory_bytes', unit: 'MiB', per: 1024 * 1024 },
  { what: 'heap', figure: 'nodejs_heap_size_used_bytes', unit: 'MiB', per: 1024 * 1024 },
  { what: 'handles', figure: 'nodejs_active_resources_total', unit: '', per: 1 },
  { what: 'open files', figure: 'process_open_fds', unit: '', per: 1 },
] as const;

/** A look at the server, while only those who stay are there. */
interface Sample {
  /** Hours since the beginning. */
  readonly at: number;
  readonly values: readonly number[];
}

/** Runs it. Resolves to the exit code: 0, 1 if a viewer was lost or missed a step, 2 for invalid options. */
export async function soak(args: readonly string[]): Promise<number> {
  const { minutes, viewers } = readOptions(args);
  if (!(minutes > 0 && Number.isInteger(viewers) && viewers > 0)) {
    console.error(USAGE);
    return 2;
  }
  const workspace = new Workspace();
  const port = await freePort();
  const figures = `http://127.0.0.1:${port}/metrics`;
  const live = await LiveServer.start(
    liveLectern(workspace, workspace.deck(40), ['--metrics', String(port)]),
  );
  const guests = Math.ceil(viewers / 10);
  const samples: Sample[] = [];
  let failures = (await live.fill(viewers, 'calmly')).lost;
  const began = performance.now();
  const hours = () => (performance.now() - began) / 3_600_000;
  try {
    for (let h = 0; hours() * 60 < minutes; ) {
      const crowd = await Crowd.open({
        port: live.server.port,
        path: '/talk/live',
        count: guests,
        atOnce: 50,
      });
      failures += crowd.opened.lost;
      for (let step = 0; step < STEPS; step++) {
        h = (h + 1) % 40;
        failures += viewers - (await live.step(h)).length;
        await new Promise((resolve) => setTimeout(resolve, PACE_MS));
      }
      await crowd.close();
      samples.push({ at: hours(), values: await lookWithout(figures, viewers) });
    }
  } finally {
    await live.stop();
    workspace.remove();
  }
  report(samples, { minutes, viewers, guests, failures });
  return failures === 0 ? 0 : 1;
}

function readOptions(args: readonly string[]) {
  const options = { minutes: { type: 'string' }, viewers: { type: 'string' } } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    return { minutes: Number(values.minutes ?? 5), viewers: Number(values.viewers ?? 500) };
  } catch {
    return { minutes: Number.NaN, viewers: Number.NaN };
  }
}

/** Returns the values of what is looked at, once no others are there than those who stay. */
async function lookWithout(address: string, viewers: number): Promise<number[]> {
  for (;;) {
    const text = await (await fetch(address)).text();
    if (valueIn(text, 'lectern_viewers{deck="talk"}') === viewers) {
      return LOOKS.map(({ figure, per }) => valueIn(text, figure) / per);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function valueIn(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length));
}

/** Returns the least point of each part of the time. */
function lowsOf(points: readonly (readonly [at: number, value: number])[]) {
  const size = Math.max(1, Math.ceil(points.length / PARTS));
  return Array.from({ length: Math.ceil(points.length / size) }, (_, part) =>
    points.slice(part * size, (part + 1) * size).reduce((low, each) => (each[1] < low[1] ? each : low)),
  );
}

function report(
  samples: readonly Sample[],
  run: {
    readonly minutes: number;
    readonly viewers: number;
    readonly guests: number;
    readonly failures: number;
  },
): void {
  const { minutes, viewers, guests, failures } = run;
  const last = samples.at(-1)?.at ?? 0;
  const warm = samples.filter(({ at }) => at >= last * WARM);
  console.log(
    `${minutes} minutes, ${viewers} viewers, ${guests} who came and went ${samples.length} times.\n`,
  );
  console.log('| what | first | last | in an hour |\n| --- | --- | --- | --- |');
  LOOKS.forEach(({ what, unit }, index) => {
    const points = warm.map(({ at, values }) => [at, values[index] ?? Number.NaN] as const);
    const shown = (value = Number.NaN) => `${value.toFixed(1)} ${unit}`.trim();
    const growth = slope(lowsOf(points));
    const sign = growth < 0 ? '' : '+';
    console.log(
      `| ${what} | ${shown(points[0]?.[1])} | ${shown(points.at(-1)?.[1])} | ${sign}${shown(growth)} |`,
    );
  });
  console.log(`\nViewers and steps that were lost: ${failures}`);
}
