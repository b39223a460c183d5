/** Measures the sealed file: its size, its start, its memory at rest, and how many requests it answers. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from '../../setup/sealed.ts';
import { figure, type Row } from '../statistics.ts';
import { measureStart, reference, type Subject, sealed, startProbed } from '../subjects.ts';
import type { Workspace } from '../workspace.ts';
import { rate } from './throughput.ts';

/** The size of the unikernel that served the talk of 2014, in kB. */
const UNIKERNEL = 938;

/** Until a server that was just started has done all that it does by itself, in milliseconds. */
const REST_MS = 1_000;

/** Against a bare node:http server that answers the same slides from memory, run by run in turn. */
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

/** Kilobytes of resident memory, when the first page was sent and nothing else is asked. */
async function memoryAtRest(subject: Subject): Promise<number> {
  const server = await startProbed(subject);
  try {
    await sleep(REST_MS);
    return (await server.memory()) / 1000;
  } finally {
    await server.stop();
  }
}
