/** Measures how quiet and how small a server is after its first start, while the rest is made in the background. */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { figure, type Row } from '../statistics.ts';
import { type Probed, type Subject, startProbed } from '../subjects.ts';
import { withInstalls } from './first-start.ts';

/** Seconds in which pictures are made, decks checked and loaded again. */
const UNREST_SECONDS = 60;

/** Milliseconds after them until what has compiled is gone, which stays for a minute without work. */
const GONE_MS = 75_000;

/** Requests a second, by whose slowest hundredth tasks are noticed. */
const PACE = 100;

const pace = fileURLToPath(new URL('../references/pace.mjs', import.meta.url));

/**
 * Compares the first minute of the shipped decks with a minute of the same server started again: once, since it takes
 * five minutes.
 */
export function measureQuiet(): Promise<Row[]> {
  return withInstalls(async ({ cloned }) => {
    const subject = { ...cloned.serve('decks'), folder: cloned.folder, path: '/guide/' };
    const fresh = await watched(subject, async (server) => {
      await server.longestTask();
      const page = await slowest(server);
      const task = await server.longestTask();
      await sleep(GONE_MS);
      return { page, task, memory: (await server.memory()) / 2 ** 20 };
    });
    const warm = await watched(subject, async (server) => {
      await slowest(server);
      return slowest(server);
    });
    return [
      {
        what: 'longest task in the first minute',
        unit: 'ms',
        own: figure([fresh.task]),
        floor: { atMost: 50 },
      },
      {
        what: `a page in the first minute, 99 % of ${PACE} a second`,
        unit: 'ms',
        own: figure([fresh.page]),
        reference: { name: 'the same, warm', figure: figure([warm]) },
        floor: { atMost: 3 },
      },
      { what: 'memory after it', unit: 'MiB', own: figure([fresh.memory]), floor: { atMost: 90 } },
    ];
  });
}

async function watched<T>(subject: Subject, work: (server: Probed) => Promise<T>): Promise<T> {
  const server = await startProbed(subject);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** Returns the milliseconds within which 99 % of a minute's requests are answered. */
async function slowest({ url }: Probed): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    pace,
    url,
    String(PACE),
    String(UNREST_SECONDS),
  ]);
  return Number(stdout);
}
