/** Attack: 2,000 viewers who follow a talk with many steps: memory must not grow over time. */
import { LiveServer, liveLectern } from '../../bench/live-server.ts';
import { Workspace } from '../../bench/workspace.ts';
import type { Attack } from '../context.ts';

const VIEWERS = 2_000;
const SLIDES = 40;

/** Steps in each of two phases: memory after the second is compared with memory after the first. */
const STEPS = 60;

/** Bytes by which memory may grow between them. */
const MOST_GROWTH = 12_000_000;

/** Also checks that every viewer receives every step. */
export const crowd: Attack = {
  name: 'crowd',
  about: `${VIEWERS.toLocaleString('en')} viewers and ${2 * STEPS} steps: all have each, and memory stays`,
  async run(context) {
    const workspace = new Workspace();
    context.atEnd(() => workspace.remove());
    const server = await LiveServer.start(liveLectern(workspace));
    context.atEnd(() => server.stop());
    const findings: string[] = [];
    const { lost } = await server.fill(VIEWERS, 'calmly');
    if (lost > 0) findings.push(`${lost} viewers did not come in.`);
    let missed = 0;
    const lead = async () => {
      for (let step = 0; step < STEPS; step++) {
        const times = await server.step(step % SLIDES);
        missed += VIEWERS - lost - times.length;
        context.count(times.length);
      }
      return await server.server.memory();
    };
    const before = await lead();
    const after = await lead();
    if (missed > 0) findings.push(`${missed} steps did not reach a viewer.`);
    if (after - before > MOST_GROWTH)
      findings.push(`Memory grew by ${((after - before) / 1e6).toFixed(1)} MB.`);
    return findings;
  },
};
