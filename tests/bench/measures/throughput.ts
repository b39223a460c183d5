/** Measures the requests for the deck page per second, over 64 keep-alive connections. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { figure, type Row } from '../statistics.ts';
import { lectern, type Running, reference, type Subject, start } from '../subjects.ts';
import type { Workspace } from '../workspace.ts';

const CONNECTIONS = 64;
const SECONDS = 5;
/** Seconds of warm-up before each measurement, so that the server's code is compiled by the JIT. */
const WARM_UP_SECONDS = 1;

const generator = fileURLToPath(new URL('../references/load.mjs', import.meta.url));

/** Compares it with a one-line Hono app that sends the same bytes; both are restarted for every run, alternately. */
export async function measureThroughput(workspace: Workspace, runs: number): Promise<Row[]> {
  const own = lectern(workspace.deck(40));
  const first = await start(own);
  await first.stop();
  const hono = reference('one-line Hono app', 'hono.mjs', workspace.file('page.html.br', first.body));

  const rates = { own: [] as number[], hono: [] as number[] };
  for (let run = 0; run < runs; run++) {
    rates.own.push(await rate(own));
    rates.hono.push(await rate(hono));
  }
  return [
    {
      what: 'deck page, 40 slides',
      unit: 'requests/s',
      own: figure(rates.own),
      reference: { name: hono.name, figure: figure(rates.hono) },
      floor: { atLeast: 0.95 },
    },
  ];
}

/** Returns the responses per second of a newly started server, after a warm-up. */
export async function rate(subject: Subject): Promise<number> {
  const server = await start(subject);
  try {
    await load(server, WARM_UP_SECONDS);
    return await load(server, SECONDS);
  } finally {
    await server.stop();
  }
}

/** Returns the responses per second, as counted by the load generator in a separate process. */
async function load({ url, port }: Running, seconds: number): Promise<number> {
  const { pathname } = new URL(url);
  const parameters = [port, pathname, CONNECTIONS, seconds].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, [generator, ...parameters]);
  return Number(stdout);
}
