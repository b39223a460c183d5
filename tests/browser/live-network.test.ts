/** A talk whose network goes, whose server is killed, and whose phones sleep. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { all, forget, heard, joined, phone, press, type Seat, Talk, where } from './talk.ts';

/** Takes the network away: what is open is cut, and nothing new opens. */
async function goOffline({ context, page }: Seat): Promise<void> {
  await context.setOffline(true);
  await page.evaluate(() => {
    for (const socket of (globalThis as { sockets?: WebSocket[] }).sockets ?? []) socket.close();
  });
}

async function goOnline({ context, page }: Seat): Promise<void> {
  await page.evaluate(() => {
    (globalThis as { told?: number }).told = 0;
  });
  await context.setOffline(false);
  await joined(page);
}

/** Holds a page still, as a phone's system does, without a word to it. */
async function freeze({ context, page }: Seat, state: 'frozen' | 'active'): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state });
  await session.detach();
}

describe('a network that goes', () => {
  let talk: Talk;
  let stage: Seat;
  let remote: Seat;
  let viewer: Seat;
  beforeAll(async () => {
    talk = await Talk.open();
    stage = await talk.present();
    remote = await talk.present(phone);
    viewer = await talk.watch();
  });
  afterAll(() => talk?.close());

  test('the stage goes on, says so quietly, and the room catches up', async () => {
    await press(stage, 'n');
    await all([remote, viewer], ['two', -1, false]);
    await goOffline(stage);
    await press(stage, 'n', 'n', 'n');
    await stage.page.getByText('Not connected: the talk goes on here').waitFor();
    await all([stage], ['three', -1, false]);
    await all([viewer], ['two', -1, false]);
    await goOnline(stage);
    await all([stage, remote, viewer], ['three', -1, false]);
    expect(await stage.page.getByText('Not connected').count()).toBe(0);
  });

  test('what another presenter did meanwhile counts more', async () => {
    await goOffline(stage);
    await press(stage, 'End');
    await press(remote, 'n');
    await all([viewer], ['three', 0, false]);
    await goOnline(stage);
    await all([stage, remote, viewer], ['three', 0, false]);
  });

  test('a viewer who was away is where the room is, and never saw an error', async () => {
    await goOffline(viewer);
    await press(stage, 'n', 'n');
    await all([remote], ['four', -1, false]);
    expect(await viewer.page.getByRole('status').allTextContents()).not.toContainEqual(
      expect.stringMatching(/onnect/),
    );
    await goOnline(viewer);
    await all([viewer], ['four', -1, false]);
  });

  test('a viewer who is away for longer is told quietly, once, until it has caught up', async () => {
    const words = viewer.page.getByText('Offline: this page catches up by itself');
    await goOffline(viewer);
    await press(stage, 'n');
    await words.waitFor();
    expect(await words.getAttribute('role')).toBe('status');
    await goOnline(viewer);
    await all([viewer], await where(stage));
    await expect.poll(() => words.count()).toBe(0);
  });

  test('a phone that wakes moves nobody', async () => {
    await freeze(remote, 'frozen');
    await press(stage, 'End');
    await all([viewer], ['six', -1, false]);
    await freeze(remote, 'active');
    await all([stage, remote, viewer], ['six', -1, false]);
    await press(remote, 'p');
    await all([stage, remote, viewer], ['five', -1, false]);
  });

  test('a phone that wakes without its network keeps what it was about to do to itself', async () => {
    await goOffline(remote);
    await freeze(remote, 'frozen');
    await press(stage, 'Home');
    await all([viewer], ['one', -1, false]);
    await freeze(remote, 'active');
    await goOnline(remote);
    await all([stage, remote, viewer], ['one', -1, false]);
  });
});

describe.each([true, false])('a server that is killed and comes back, data folder: %s', (data) => {
  let talk: Talk;
  let stage: Seat;
  let remote: Seat;
  let viewer: Seat;
  beforeAll(async () => {
    talk = await Talk.open({ data });
    stage = await talk.present();
    remote = await talk.present(phone);
    viewer = await talk.watch();
  });
  afterAll(() => talk?.close());

  // Within how long, tests/client/room/connection.test.ts says without a clock.
  test('the room is right again, and presenters are presenters', async () => {
    await press(stage, 'n', 'n');
    await all([remote, viewer], ['two', 0, false]);
    await forget([stage, remote, viewer]);
    await talk.kill();
    await talk.restart();
    const late = await talk.watch();
    // Each page stays where it was: what counts is that the room says so.
    await heard([stage, remote, viewer, late], ['two', 0, false]);
    await all([stage, remote, viewer, late], ['two', 0, false]);
    await press(remote, 'n');
    await all([stage, remote, viewer, late], ['two', 1, false]);
  });

  test('a step taken while it was away counts', async () => {
    // How long other pages wait for one with something new, tests/client/room/lead.test.ts says without a clock.
    await goOffline(remote);
    await talk.kill();
    await press(stage, 'n');
    await talk.restart();
    await heard([stage, viewer], ['three', -1, false]);
    await goOnline(remote);
    await all([stage, remote, viewer], ['three', -1, false]);
  });
});
