/**
 * Measures a storm: all viewers connect at once, as after a restart of the server, until the last one has the room's
 * state.
 */
import { bareBroadcast, LiveServer, type LiveSubject, liveLectern } from '../live-server.ts';
import { figure, type Row } from '../statistics.ts';
import { measureStart } from '../subjects.ts';
import type { Workspace } from '../workspace.ts';

const VIEWERS = 5_000;

/**
 * Compares it with a bare `ws` server that sends as much to each viewer; both are restarted for every run,
 * alternately.
 */
export async function measureStorm(workspace: Workspace, runs: number): Promise<Row[]> {
  const own = liveLectern(workspace);
  const bare = bareBroadcast();
  await measureStart(own.subject);
  const storms = { own: [] as Storm[], bare: [] as Storm[] };
  for (let run = 0; run < runs; run++) {
    storms.own.push(await storm(own));
    storms.bare.push(await storm(bare));
  }
  const many = VIEWERS.toLocaleString('en-US');
  return [
    {
      what: `${many} connect at once`,
      unit: 'ms',
      own: figure(storms.own.map(({ ms }) => ms)),
      reference: { name: bare.subject.name, figure: figure(storms.bare.map(({ ms }) => ms)) },
    },
    {
      what: `${many} connect at once: lost`,
      unit: 'viewers',
      own: figure(storms.own.map(({ lost }) => lost)),
      floor: { atMost: 0 },
    },
  ];
}

type Storm = Awaited<ReturnType<LiveServer['fill']>>;

async function storm(subject: LiveSubject): Promise<Storm> {
  const live = await LiveServer.start(subject);
  try {
    return await live.fill(VIEWERS, 'at once');
  } finally {
    await live.stop();
  }
}
