/** Windows of one browser as a room: who acted last is right, and who comes late is told. */
import { afterEach, expect, test, vi } from 'vitest';
import { WindowRoom, windowRoomName } from '../../../client/room/window-room.ts';
import type { Position, ServerMessage } from '../../../server/wire/protocol.ts';

const rooms: WindowRoom[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const room of rooms.splice(0)) room.stop();
});

function open(name = 'lectern /talk/') {
  const heard: ServerMessage[] = [];
  const room = new WindowRoom({ name, revision: 'r1', receive: (message) => heard.push(message) });
  rooms.push(room);
  room.start();
  const last = (type: ServerMessage['type']) => heard.findLast((message) => message.type === type);
  return { room, heard, last };
}

const at = (h: number): Position => ({ slide: '', h, v: 0, f: -1 });

test('a window that joins is a presenter in a room where nobody has acted', () => {
  const { heard } = open();
  expect(heard).toMatchObject([
    { type: 'welcome', role: 'presenter', revision: 'r1' },
    { type: 'state', seq: 0, live: false },
    { type: 'timer', running: false, elapsed: 0 },
  ]);
});

test('an act is answered once its caller is done, and told to the others of its deck alone', async () => {
  const [one, two, stranger] = [open(), open(), open('lectern /other/')];
  expect(one.room.send({ type: 'go', position: at(2), seen: 0 })).toBe(true);
  expect(one.last('state')).toMatchObject({ seq: 0 });
  await expect.poll(() => two.last('state')).toMatchObject({ seq: 1, live: true, position: at(2) });
  expect(one.last('state')).toEqual(two.last('state'));
  two.room.send({ type: 'pause', paused: true, seen: 1 });
  await expect.poll(() => one.last('state')).toMatchObject({ seq: 2, paused: true, position: at(2) });
  one.room.send({ type: 'end' });
  await expect.poll(() => two.last('state')).toMatchObject({ seq: 3, live: false });
  expect(stranger.last('state')).toMatchObject({ seq: 0 });
});

test('a window that comes late or back is told where the others are, and what their clock says', async () => {
  const { room } = open();
  room.send({ type: 'go', position: at(3), seen: 0 });
  room.send({ type: 'timer', action: 'start' });
  const late = open();
  await expect.poll(() => late.last('state')).toMatchObject({ position: at(3), live: true });
  await expect.poll(() => late.last('timer')).toMatchObject({ running: true });
  late.room.stop();
  expect(late.room.send({ type: 'end' })).toBe(false);
  room.send({ type: 'go', position: at(4), seen: 1 });
  late.room.wake();
  await expect.poll(() => late.last('state')).toMatchObject({ position: at(4) });
});

test.each([3_600_000, -3_600_000])(
  'the machine’s clock, set by %i ms, lets the talk’s timer run on in all windows',
  async (ahead) => {
    const [one, two] = [open(), open()];
    one.room.send({ type: 'timer', action: 'start' });
    await expect.poll(() => two.last('timer')).toMatchObject({ running: true });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ahead });
    const late = open();
    await expect.poll(() => late.last('timer')).toMatchObject({ running: true });
    for (const { room, last } of [one, two, late]) {
      const timer = last('timer');
      expect(timer?.type === 'timer' && room.now() - timer.at).toBeLessThan(10_000);
      expect(timer?.type === 'timer' && room.now() - timer.at).toBeGreaterThanOrEqual(0);
    }
    late.room.send({ type: 'timer', action: 'pause' });
    await expect.poll(() => one.last('timer')).toMatchObject({ running: false });
    const paused = one.last('timer');
    expect(paused?.type === 'timer' && paused.elapsed).toBeLessThan(10_000);
  },
);

test('a window that comes late is shown what plays and what is in front of the slide', async () => {
  const { room } = open();
  room.send({ type: 'go', position: { ...at(3), slide: 'film' }, seen: 0 });
  room.send({ type: 'media', slide: 'film', index: 0, playing: true, time: 4 });
  room.send({ type: 'preview', slide: 'film', index: 1 });
  const late = open();
  await expect.poll(() => late.last('media')).toMatchObject({ slide: 'film', playing: true });
  expect(late.last('preview')).toEqual({ type: 'preview', slide: 'film', index: 1 });
});

test('what two windows do at once leaves them at one place, with one clock', async () => {
  const [one, two] = [open(), open()];
  await expect.poll(() => [one.last('state'), two.last('state')]).toMatchObject([{ seq: 0 }, { seq: 0 }]);
  one.room.send({ type: 'timer', action: 'start' });
  one.room.send({ type: 'go', position: at(1), seen: 0 });
  // Nothing is heard in the meantime.
  for (const from = performance.now(); performance.now() < from + 5; );
  two.room.send({ type: 'go', position: at(2), seen: 0 });
  await expect.poll(() => one.last('state')).toMatchObject({ position: at(2) });
  await expect.poll(() => one.last('timer')).toMatchObject({ running: false });
  expect(one.last('state')).toEqual(two.last('state'));
  expect(two.last('timer')).toMatchObject({ running: false });
});

test('an act upon what another window has left since is answered by where the room is', async () => {
  const [one, two] = [open(), open()];
  one.room.send({ type: 'go', position: at(4), seen: 0 });
  await expect.poll(() => two.last('state')).toMatchObject({ seq: 1 });
  two.room.send({ type: 'go', position: at(9), seen: 0 });
  two.heard.length = 0;
  await expect.poll(() => two.last('state')).toMatchObject({ seq: 1, position: at(4) });
});

test('the end of a talk stops its clock, and what is done after it is another talk', async () => {
  const [one, two] = [open(), open()];
  one.room.send({ type: 'go', position: at(1), seen: 0 });
  one.room.send({ type: 'timer', action: 'start' });
  one.room.send({ type: 'end' });
  await expect.poll(() => two.last('state')).toMatchObject({ seq: 2, live: false });
  await expect.poll(() => two.last('timer')).toMatchObject({ running: false });
  two.room.send({ type: 'go', position: at(0), seen: 2 });
  await expect.poll(() => one.last('state')).toMatchObject({ seq: 1, live: true, position: at(0) });
  expect(one.last('state')).not.toMatchObject({ epoch: 'windows' });
});

test('pointers pass through, and come back to nobody', async () => {
  const [one, two] = [open(), open()];
  one.room.send({ type: 'pointer', x: 0.5, y: 0.25 });
  await expect.poll(() => two.last('pointer')).toEqual({ type: 'pointer', x: 0.5, y: 0.25 });
  expect(one.last('pointer')).toBeUndefined();
});

test.each(['https://a.example/sub/talk/', 'https://a.example/sub/talk/index.html?view=print#/two'])(
  'the page at %s is one of the deck’s windows',
  (base) => expect(windowRoomName(base)).toBe('lectern /sub/talk/'),
);
