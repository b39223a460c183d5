/** The room under whatever order of joins, commands, drops and restarts the dice make of it. */
import { expect, test } from 'vitest';
import { Dice } from './random.ts';
import { World } from './world.ts';

const WORLDS = 3_000;
const EVENTS = 120;

test('whatever happens, all who are told everything agree with the newest accepted command', () => {
  let accepted = 0;
  let refused = 0;
  for (let seed = 1; seed <= WORLDS; seed++) {
    const world = new World(new Dice(seed));
    try {
      for (let event = 0; event < EVENTS; event++) {
        world.happen();
        if (event % 40 === 39) world.settle();
      }
      world.settle();
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
    }
    accepted += world.accepted.length;
    refused += world.refusals;
  }
  // The dice must have found both.
  expect(accepted).toBeGreaterThan(WORLDS);
  expect(refused).toBeGreaterThan(WORLDS);
});
