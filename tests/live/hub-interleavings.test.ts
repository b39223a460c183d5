/** The hub over real sockets, under hundreds of orders of events that the dice make. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileLogs } from '../../server/live/log/file-log.ts';
import type { Logs } from '../../server/live/log/room-log.ts';
import type { State } from '../../server/wire/protocol.ts';
import { type Client, go, Hall } from './hall.ts';
import { endScribes, startScribe } from './kept.ts';
import { Dice } from './random.ts';

const TALKS = 200;
const EVENTS = 25;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-hub-'));
});
afterAll(async () => {
  await endScribes();
  rmSync(folder, { recursive: true });
});

test('after whatever order of joins, steps, drops and restarts all agree with the newest step', async () => {
  const logWriter = startScribe();
  for (let seed = 1; seed <= TALKS; seed++) {
    const logs = fileLogs({ path: join(folder, String(seed)), logWriter }, (message) => {
      throw new Error(message);
    });
    await talk(new Dice(seed), logs, `seed ${seed}`);
  }
}, 120_000);

async function talk(dice: Dice, logs: Logs, name: string): Promise<void> {
  let hall = await Hall.open({ logs });
  const pages = ['stage', 'phone'];
  let presenters = await Promise.all(pages.map((page) => hall.presenter(page)));
  let viewers: Client[] = [];
  for (let event = 0; event < EVENTS; event++) {
    const what = dice.below(20);
    const index = dice.below(presenters.length);
    const presenter = presenters[index];
    if (!presenter) continue;
    const known = newest(presenter);
    if (what < 10) presenter.say(go(dice.below(40), known?.seq ?? 0, known?.epoch));
    else if (what < 11) presenter.say({ type: 'pause', paused: dice.chance(0.5), seen: known?.seq ?? 0 });
    else if (what < 15) viewers.push(hall.ask('/talk/live'));
    else if (what < 17) viewers.shift()?.ws.terminate();
    else if (what < 19) {
      presenter.ws.terminate();
      presenters[index] = await hall.presenter(pages[index]);
    } else {
      // What was said before the end is in the log: an answer shows that it was heard.
      await settle(presenters);
      await hall.kill();
      hall = await Hall.open({ logs });
      presenters = await Promise.all(pages.map((page) => hall.presenter(page)));
      viewers = [];
    }
  }
  await settle(presenters);
  const late = await hall.viewer();
  const room = newest(late);
  const all = [...viewers, ...presenters];
  await Promise.all(
    all.map((client) =>
      same(newest(client), room) ? undefined : client.until('state', (state) => same(state, room)),
    ),
  );
  expect(all.map(newest), name).toEqual(all.map(() => room));
  for (const client of all) expect(isSteady(states(client)), name).toBe(true);
  await hall.close();
}

/** Waits until the room has heard all that presenters said, the clock's start at the end. */
async function settle(presenters: readonly Client[]): Promise<void> {
  for (const presenter of presenters) {
    presenter.say({ type: 'timer', action: 'start' });
    await presenter.answered();
  }
}

function states(client: Client): State[] {
  return client.heard.filter((message) => message.type === 'state');
}

function newest(client: Client): State | undefined {
  return states(client).at(-1);
}

function same(one: State | undefined, other: State | undefined): boolean {
  return one?.epoch === other?.epoch && one?.seq === other?.seq;
}

/** Within a run nobody hears an older state after a newer one. */
function isSteady(heard: readonly State[]): boolean {
  return heard.every((state, i) => {
    const before = heard[i - 1];
    return before === undefined || before.epoch !== state.epoch || before.seq <= state.seq;
  });
}
