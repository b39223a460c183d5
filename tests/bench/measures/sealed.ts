/** Measures the sealed file: its size, its start, its memory when idle, and the requests per second. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from '../../setup/sealed.ts';
import { figure, type Row } from '../statistics.ts';
import { measureStart, reference, type Subject, sealed, startProbed } from '../subjects.ts';
import type { Workspace } from '../workspace.ts';
import { rate } from './throughput.ts';

/** Size of the unikernel that served the talk of 2014, in kB. */
const UNIKERNEL = 938;

/** Milliseconds after which a started server has finished its background work. */
const REST_MS = 1_000;

/** Compares it with a bare node:http server that serves the same slides from memory, in alternating runs. */
export async function measureSealed(workspace: Workspace, runs: number): Promise<Row[]> {
  const folder = workspace.deck(40);
  const { file } = await build(folder, `${folder}-sealed`);
  const subjects = {
    own: sealed(file),
    bare: reference('bare node:http', 'files.mjs', workspace.bare(40)),
  };
  const measured = async (measure: (subject: Subject) => Promise<number>) => {
    const values = { own: [] as number[], bare: [] as number[] };
    for (let run = 0; run < runs; run++) {
      values.own.push(await measure(subjects.own));
      values.bare.push(await measure(subjects.bare));
    }
    return {
      own: figure(values.own),
      reference: { name: subjects.bare.name, figure: figure(values.bare) },
    };
  };
  return [
    {
      what: 'sealed: the file, 40 slides, four pictures',
      unit: 'kB',
      own: figure([readFileSync(file).length / 1000]),
      floor: { atMost: UNIKERNEL },
    },
    { what: 'sealed: start, 40 slides', unit: 'ms', ...(await measured(measureStart)), floor: { atMost: 2 } },
    { what: 'sealed: memory at rest', unit: 'kB', ...(await measured(memoryAtRest)) },
    { what: 'sealed: deck page, 40 slides', unit: 'requests/s', ...(await measured(rate)) },
  ];
}

/** Returns the kilobytes of resident memory after the first page was sent, with no further requests. */
async function memoryAtRest(subject: Subject): Promise<number> {
  const server = await startProbed(subject);
  try {
    await sleep(REST_MS);
    return (await server.memory()) / 1000;
  } finally {
    await server.stop();
  }
}
