/** Attack: a server is killed during a talk; no step that a presenter saw accepted may be lost. */
import type { Attack } from '../context.ts';
import { run } from '../lost-steps.ts';

/** Number of talks of each kind. */
const TALKS = 100;

/** Kills servers while a large deck is compiled. */
export const lostSteps: Attack = {
  name: 'lost-steps',
  about: `kill -9 in ${TALKS} talks at full speed, and at the very answer in ${TALKS} calm ones, while decks are compiled`,
  // Each talk starts a server.
  longest: 1200,
  async run(context) {
    const { accepted, findings } = await run({ fast: TALKS, calm: TALKS, compiles: true });
    context.count(accepted);
    return findings;
  },
};
