/** A talk over real sockets in an order of events that the dice make, for whatever logs a hub may have. */
import { expect, vi } from 'vitest';
import type { Logs } from '../../server/live/log/room-log.ts';
import type { State } from '../../server/wire/protocol.ts';
import { type Client, go, Hall } from './hall.ts';
import type { Dice } from './random.ts';

const EVENTS = 25;

/**
 * Has presenters act, viewers come and go, and the server die and start again. At the end, all agree with the newest step,
 * and nobody has gone back within a run. `name` is for a failure.
 */
export async function talk(dice: Dice, logs: Logs, name: string): Promise<void> {
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
  const all = [...viewers, ...presenters];
  // What a presenter said whose connection was cut may be taken even now.
  const agree = () => expect(all.map(newest), name).toEqual(all.map(() => newest(late)));
  await vi.waitFor(agree, { timeout: 10_000, interval: 5 });
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

/** Within a run nobody hears an older state after a newer one. */
function isSteady(heard: readonly State[]): boolean {
  return heard.every((state, i) => {
    const before = heard[i - 1];
    return before === undefined || before.epoch !== state.epoch || before.seq <= state.seq;
  });
}
