/** Measures the time from the process's start to the response with the deck page, with everything compiled before. */
import { figure, type Row } from '../statistics.ts';
import { lectern, measureStart, reference } from '../subjects.ts';
import type { Workspace } from '../workspace.ts';
import { measureFirstStarts } from './first-start.ts';

/** As many decks as decks.openmirage.org had. */
const MANY = 45;

/** Compares it with a bare node:http server that serves the same slides from memory, in alternating runs. */
export async function measureStarts(workspace: Workspace, runs: number): Promise<Row[]> {
  const subjects = {
    one: lectern(workspace.deck(40)),
    many: lectern(workspace.decks(MANY, 40)),
    bare: reference('bare node:http', 'files.mjs', workspace.bare(40)),
  };
  // The first start builds and compiles; later ones use its caches.
  for (const subject of Object.values(subjects)) await measureStart(subject);

  const times = { one: [] as number[], many: [] as number[], bare: [] as number[] };
  for (let run = 0; run < runs; run++) {
    times.one.push(await measureStart(subjects.one));
    times.bare.push(await measureStart(subjects.bare));
    times.many.push(await measureStart(subjects.many));
  }
  const bare = { name: subjects.bare.name, figure: figure(times.bare) };
  const floor = { atMost: 2 };
  return [
    { what: 'start, one deck of 40 slides', unit: 'ms', own: figure(times.one), reference: bare, floor },
    { what: `start, ${MANY} decks`, unit: 'ms', own: figure(times.many), reference: bare, floor },
    ...(await measureFirstStarts(workspace, runs)),
  ];
}
