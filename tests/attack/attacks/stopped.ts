/** Attack: the server's process is stopped for seconds, as on a laptop that sleeps or swaps, and continues. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../ask.ts';
import { type Attack, NotPossible } from '../context.ts';
import { column, Peer } from '../room.ts';

/** Milliseconds for which it is stopped; shorter than the silence after which pages assume a dead connection. */
const STILL_MS = 4_000;

/** Number of viewers who disconnect meanwhile, and of those who connect. */
const CHANGES = 50;

/** Steps sent while it is stopped must count when it continues, and all viewers must then have the right state. */
export const stopped: Attack = {
  name: 'stopped',
  about: `SIGSTOP for ${STILL_MS / 1000} s in mid-talk, steps, ${CHANGES} who come and ${CHANGES} who go meanwhile, SIGCONT`,
  async run(context) {
    if (process.platform === 'win32') throw new NotPossible('Windows has no SIGSTOP.');
    const target = await context.serve();
    const cookie = await target.signIn();
    const presenter = await Peer.join(target, { cookie });
    const viewers = await Promise.all(
      Array.from({ length: 2 * CHANGES }, () => Peer.join(target, { from: '127.0.0.5' })),
    );
    await presenter.go(column(1));
    target.signal('SIGSTOP');
    const still = performance.now();
    const step = presenter.go(column(2));
    for (const viewer of viewers.slice(0, CHANGES)) viewer.leave();
    const comers = Array.from({ length: CHANGES }, () => Peer.join(target));
    const pages = Array.from({ length: CHANGES }, () => ask(target.port, '/talk/'));
    context.count(3 * CHANGES + 1);
    await sleep(STILL_MS - (performance.now() - still));
    target.signal('SIGCONT');
    await step;
    const findings: string[] = [];
    const there = [...viewers.slice(CHANGES), ...(await Promise.all(comers))];
    await Promise.all(there.map((peer) => peer.reach(({ position }) => position.h === 2)));
    const statuses = (await Promise.all(pages)).map(({ status }) => status);
    if (statuses.some((status) => status !== 200))
      findings.push(`Pages are answered ${[...new Set(statuses)]}.`);
    await presenter.go(column(0));
    await Promise.all(there.map((peer) => peer.reach(({ position }) => position.h === 0)));
    for (const peer of there) peer.leave();
    return findings;
  },
};
