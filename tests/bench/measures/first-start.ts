/** Measures a start with nothing remembered, and how quiet and how large the server is after it. */
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { figure, type Row } from '../statistics.ts';
import { lectern, measureStart, type Probed, reference, startProbed } from '../subjects.ts';
import type { Workspace } from '../workspace.ts';

/** Where the repository keeps what it has compiled, beside its builds. */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/lectern', import.meta.url));
const REMEMBERED = ['decks', 'pictures'] as const;

/** Milliseconds after a start in which pictures are made, decks checked and loaded again. */
const UNREST_MS = 20_000;

/** Compares first starts with those of a bare node:http server, in alternating runs; then watches one of each. */
export async function measureFirstStarts(workspace: Workspace, runs: number): Promise<Row[]> {
  const own = lectern(workspace.deck(40));
  const bare = reference('bare node:http', 'files.mjs', workspace.bare(40));
  return forgetting(async (forget) => {
    const times = { own: [] as number[], bare: [] as number[] };
    for (let run = 0; run < runs; run++) {
      forget();
      times.own.push(await measureStart(own));
      times.bare.push(await measureStart(bare));
    }
    forget();
    const servers = [await startProbed(own), await startProbed(bare)] as const;
    try {
      const [longest, idle] = await Promise.all(servers.map(longestTask));
      const [size, least] = await Promise.all(
        servers.map(async (server) => (await server.memory()) / 2 ** 20),
      );
      const beside = (value = 0) => ({ name: bare.name, figure: figure([value]) });
      return [
        {
          what: 'first start, one deck of 40 slides',
          unit: 'ms',
          own: figure(times.own),
          reference: { name: bare.name, figure: figure(times.bare) },
          floor: { atMost: 10 },
        },
        {
          what: 'longest task after it',
          unit: 'ms',
          own: figure([longest ?? 0]),
          reference: beside(idle),
        },
        {
          what: 'memory after it',
          unit: 'MiB',
          own: figure([size ?? 0]),
          reference: beside(least),
          floor: { atMost: 2 },
        },
      ];
    } finally {
      for (const server of servers) await server.stop();
    }
  });
}

/** Returns the milliseconds of the longest task of a server's main thread, in the time after its start. */
async function longestTask(server: Probed): Promise<number> {
  await server.longestTask();
  await sleep(UNREST_MS);
  return server.longestTask();
}

/** Runs `work`, which may forget what was compiled; puts back what was there before. */
async function forgetting<T>(work: (forget: () => void) => Promise<T>): Promise<T> {
  const aside = mkdtempSync(join(CACHE, 'aside-'));
  const move = (from: string, to: string) => {
    for (const name of REMEMBERED) {
      if (!existsSync(join(from, name))) continue;
      rmSync(join(to, name), { recursive: true, force: true });
      renameSync(join(from, name), join(to, name));
    }
  };
  move(CACHE, aside);
  try {
    return await work(() => {
      for (const name of REMEMBERED) rmSync(join(CACHE, name), { recursive: true, force: true });
    });
  } finally {
    move(aside, CACHE);
    rmSync(aside, { recursive: true, force: true });
  }
}
