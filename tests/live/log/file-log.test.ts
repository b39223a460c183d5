/** Logs in files: what survives the process, whenever it dies. */
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LogWriter } from '../../../server/data/log-writer.ts';
import { fileLogs } from '../../../server/live/log/file-log.ts';
import type { Logs, RoomLog } from '../../../server/live/log/room-log.ts';
import { type Entry, encodeEntry } from '../../../server/live/room/log-entry.ts';
import { go, Hall } from '../hall.ts';
import { endScribes, SlowDisk, startScribe } from '../kept.ts';

let folder = '';
const reports: string[] = [];
const tell = (message: string) => void reports.push(message.replaceAll(folder, ''));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-log-'));
  reports.length = 0;
});
const opened: RoomLog[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(opened.splice(0).map((log) => log.close()));
  await endScribes();
  rmSync(folder, { recursive: true, force: true });
});

const logs = (path = folder, logWriter: LogWriter = startScribe()): Logs => {
  const { open } = fileLogs({ path, logWriter }, tell);
  return {
    async open(deck) {
      const log = await open(deck);
      opened.push(log);
      return log;
    },
  };
};
const entry = (seq: number): Entry => ({
  at: 1000 + seq,
  epoch: 'run',
  seq,
  by: 'stage',
  type: 'go',
  position: { slide: `größe-${seq}`, h: seq, v: 0, f: -1 },
});
const entries = (count: number) => Array.from({ length: count }, (_, i) => entry(i + 1));
const text = (count: number) => entries(count).map(encodeEntry).join('');
const file = () => join(folder, 'talk.log');
const kept = (log: RoomLog) => new Promise<void>((resolve) => log.whenKept(resolve));

test('what is appended is there again', async () => {
  const log = await logs().open('talk');
  for (const each of entries(100)) log.append([each]);
  await log.close();
  const again = await logs().open('talk');
  expect(again.entries()).toEqual(entries(100));
  again.append([entry(101)]);
  await again.close();
  expect(readFileSync(file(), 'utf8')).toBe(text(101));
  expect(reports).toEqual([]);
});

test('with fsync, too', async () => {
  const log = await logs(folder, startScribe(true)).open('talk');
  log.append(entries(3));
  await kept(log);
  expect(readFileSync(file(), 'utf8')).toBe(text(3));
  await log.close();
});

test('what is said to be kept is in the file, and what was asked for is done in order', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const log = await logs().open('talk');
  const done: string[] = [];
  for (let seq = 1; seq <= 50; seq++) {
    log.append([entry(seq)]);
    log.whenKept(() => {
      expect(readFileSync(file(), 'utf8').split('\n').length).toBeGreaterThan(seq);
      done.push(`step ${seq}`);
    });
    log.whenKept(() => done.push(`after ${seq}`));
  }
  expect(done).toEqual([]);
  await kept(log);
  expect(done).toEqual(entries(50).flatMap((_, i) => [`step ${i + 1}`, `after ${i + 1}`]));
  // Nothing waits any more.
  log.whenKept(() => done.push('at once'));
  expect(done.at(-1)).toBe('at once');
  await log.close();
});

test('only the server’s user reads it', async () => {
  await (await logs().open('talk')).close();
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

describe('a name', () => {
  test.each([
    '../a b',
    '本'.repeat(28),
    'ж'.repeat(45),
    'x'.repeat(200),
    'Talk',
    'con',
    'a.',
    'syllabus/4-frame/actors',
  ])('that is no file’s name everywhere, such as %s, has a short one', async (deck) => {
    const log = await logs().open(deck);
    log.append([entry(1)]);
    await log.close();
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[a-z\d-]{16,60}\.log$/)]);
    const again = await logs().open(deck);
    expect(again.entries()).toEqual(entries(1));
    await again.close();
    expect(reports).toEqual([]);
  });

  test('of letters that only their case tells apart is another file’s', async () => {
    for (const deck of ['talk', 'Talk', 'TALK']) await (await logs().open(deck)).close();
    expect(new Set(readdirSync(folder).map((name) => name.toLowerCase())).size).toBe(3);
  });

  test.each(['../a b', 'größe', 'Talk'])('by which a former version kept %s is still found', async (deck) => {
    const former = join(folder, `${encodeURIComponent(deck)}.log`);
    writeFileSync(former, text(1));
    const log = await logs().open(deck);
    expect(log.entries()).toEqual(entries(1));
    log.append([entry(2)]);
    await log.close();
    expect(readFileSync(former, 'utf8')).toBe(text(2));
  });
});

test('wherever the last line is torn, it alone is dropped, and said so', async () => {
  const bytes = Buffer.from(text(2));
  const first = Buffer.byteLength(encodeEntry(entry(1)));
  const all = logs();
  for (let length = first; length <= bytes.length; length++) {
    rmSync(file(), { force: true });
    writeFileSync(file(), bytes.subarray(0, length));
    reports.length = 0;
    const log = await all.open('talk');
    // The end of the line alone may be missing: then nothing else is.
    const whole = length >= bytes.length - 1 ? 2 : 1;
    expect(log.entries()).toEqual(entries(whole));
    expect(reports).toHaveLength(whole === 2 || length === first ? 0 : 1);
    log.append([entry(whole + 1)]);
    await log.close();
    expect(readFileSync(file(), 'utf8')).toBe(text(whole + 1));
  }
});

test('a torn line is shown', async () => {
  writeFileSync(file(), `${encodeEntry(entry(1))}{"at":10`);
  await (await logs().open('talk')).close();
  expect(reports).toEqual(['/talk.log: the last line was torn and is dropped: "{\\"at\\":10"']);
});

test('a line that says nothing known is passed over, and kept', async () => {
  const strange = '{"at":1,"epoch":"run","type":"applause"}\n';
  writeFileSync(file(), `${encodeEntry(entry(1))}${strange}`);
  appendFileSync(file(), encodeEntry(entry(2)));
  const log = await logs().open('talk');
  expect(log.entries()).toEqual(entries(2));
  await log.close();
  expect(readFileSync(file(), 'utf8')).toContain(strange);
  expect(reports).toEqual(['/talk.log: line 2 says nothing known and is passed over.']);
});

test('many lines that say nothing known are counted, and hold nobody up', async () => {
  writeFileSync(file(), `${encodeEntry(entry(1))}${'nonsense\n'.repeat(100_000)}`);
  let turns = 0;
  let isOpening = true;
  const turn = () => {
    turns++;
    if (isOpening) setImmediate(turn);
  };
  turn();
  const log = await logs().open('talk');
  isOpening = false;
  expect(log.entries()).toEqual(entries(1));
  expect(reports).toEqual([
    '/talk.log: 100000 lines say nothing known and are passed over. The first is line 2.',
  ]);
  // Whoever else has something to do had a turn after a few milliseconds each.
  expect(turns).toBeGreaterThan(100);
  await log.close();
});

test('a folder that cannot be is reported, and the talk goes on in memory', async () => {
  writeFileSync(join(folder, 'taken'), '');
  const log = await logs(join(folder, 'taken')).open('talk');
  log.append([entry(1)]);
  expect(log.entries()).toEqual([entry(1)]);
  expect(log.isKept).toBe(false);
  expect(reports).toEqual([
    expect.stringMatching(
      /^\/taken: talk\.log cannot be used \(.+\), so a restart forgets where talks are\. See --data\.$/,
    ),
  ]);
});

test('a log that may only be read is read, and the talk goes on from there in memory', async () => {
  writeFileSync(file(), text(2), { mode: 0o444 });
  chmodSync(folder, 0o777);
  // Root may write everywhere.
  if (process.getuid?.() === 0) process.seteuid?.('nobody');
  try {
    const log = await logs().open('talk');
    log.append([entry(3)]);
    expect([log.entries(), log.isKept]).toEqual([entries(3), false]);
  } finally {
    if (process.getuid?.() === 0) process.seteuid?.(0);
  }
  expect(readFileSync(file(), 'utf8')).toBe(text(2));
  expect(reports).toEqual([
    expect.stringMatching(
      /^: talk\.log cannot be used \(EACCES: .+\)\. What it holds is read, and a restart forgets what comes\. See --data\.$/,
    ),
  ]);
});

describe('a log that somebody else', () => {
  // However busy the machine is, its disk is not taken for a silent one.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));

  const CHANGED =
    '/talk.log was deleted or changed by something else. It is written anew, with what is known.';

  test.each([
    ['deletes', () => rmSync(file())],
    ['deletes with its folder', () => rmSync(folder, { recursive: true })],
    ['cuts off', () => truncateSync(file(), 10)],
    ['writes into', () => appendFileSync(file(), 'nonsense\n')],
    [
      'replaces',
      () => {
        rmSync(file());
        writeFileSync(file(), 'mine');
      },
    ],
  ])('%s is written anew with the next step, with all that is known', async (_, harm) => {
    const log = await logs().open('talk');
    log.append(entries(2));
    await kept(log);
    harm();
    log.append([entry(3)]);
    await kept(log);
    expect(readFileSync(file(), 'utf8')).toBe(text(3));
    expect(reports).toEqual([CHANGED]);
    expect(log.isKept).toBe(true);
    await log.close();
  });

  test('replaces is set aside', async () => {
    const log = await logs().open('talk');
    log.append(entries(2));
    await kept(log);
    rmSync(file());
    writeFileSync(file(), 'mine');
    log.append([entry(3)]);
    await kept(log);
    expect(readFileSync(`${file()}.replaced`, 'utf8')).toBe('mine');
    await log.close();
  });

  test('deletes while nobody steps is written anew, too', async () => {
    const log = await logs().open('talk');
    log.append(entries(2));
    await kept(log);
    rmSync(folder, { recursive: true });
    await expect.poll(() => reports).toEqual([CHANGED]);
    expect(readFileSync(file(), 'utf8')).toBe(text(2));
    await log.close();
  });

  test('makes impossible is tried again until it is possible', async () => {
    const log = await logs().open('talk');
    const changes: boolean[] = [];
    log.onChange(() => changes.push(log.isKept));
    log.append(entries(2));
    await kept(log);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    log.append([entry(3)]);
    await kept(log);
    expect(changes).toEqual([false]);
    rmSync(folder);
    mkdirSync(folder);
    await expect.poll(() => changes).toEqual([false, true]);
    expect(readFileSync(file(), 'utf8')).toBe(text(3));
    expect(reports).toEqual([
      expect.stringMatching(/^\/talk\.log cannot be written \(.+\)\. The talk goes on without\.$/),
      '/talk.log is written again, with all that is known.',
    ]);
    await log.close();
  });
});

describe('a disk', () => {
  async function open(disk: SlowDisk) {
    const log = await logs('/data', disk).open('talk');
    await disk.answer();
    const done: number[] = [];
    const step = (seq: number) => {
      log.append([entry(seq)]);
      log.whenKept(() => done.push(seq));
    };
    return { log, done, step };
  }

  test('that writes lets steps come together meanwhile, which it then gets in one', async () => {
    const disk = new SlowDisk();
    const { step, done } = await open(disk);
    for (let seq = 1; seq <= 4; seq++) step(seq);
    expect(done).toEqual([]);
    await disk.answer();
    expect(done).toEqual([1]);
    await disk.answer();
    expect(done).toEqual([1, 2, 3, 4]);
    expect(disk.lines.slice(1)).toEqual([
      encodeEntry(entry(1)),
      [entry(2), entry(3), entry(4)].map(encodeEntry).join(''),
    ]);
  });

  test('that is silent for two seconds makes nobody wait any longer, and is told of; when it answers, that is told, too', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const disk = new SlowDisk();
    const { log, step, done } = await open(disk);
    const changes: boolean[] = [];
    log.onChange(() => changes.push(log.isKept));
    step(1);
    step(2);
    vi.advanceTimersByTime(1_999);
    expect(done).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(done).toEqual([1, 2]);
    step(3);
    expect(done).toEqual([1, 2, 3]);
    expect(changes).toEqual([false]);
    await disk.answer();
    expect(changes).toEqual([false, true]);
    step(4);
    expect(done).toEqual([1, 2, 3]);
    await disk.answer();
    await disk.answer();
    expect(done).toEqual([1, 2, 3, 4]);
    expect(disk.lines.join('')).toBe(text(4));
    expect(reports).toEqual([
      '/data/talk.log cannot be written (it does not answer for 2 seconds). The talk goes on without.',
      '/data/talk.log is written again, with all that is known.',
    ]);
  });

  test('that is full gets everything once there is room', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const disk = new SlowDisk();
    const { step, done } = await open(disk);
    step(1);
    await disk.answer({ type: 'failed', reason: 'ENOSPC: no space left on device, write' });
    step(2);
    expect(done).toEqual([1, 2]);
    await disk.answer({ type: 'failed', reason: 'ENOSPC: no space left on device, write' });
    vi.advanceTimersByTime(1_000);
    await disk.answer();
    expect(disk.lines.at(-1)).toBe(text(2));
    expect(reports).toEqual([
      '/data/talk.log cannot be written (ENOSPC: no space left on device, write). The talk goes on without.',
      '/data/talk.log is written again, with all that is known.',
    ]);
  });

  test('that is silent for a whole day costs no memory, and gets everything afterwards', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const disk = new SlowDisk();
    const { step } = await open(disk);
    for (let seq = 1; seq <= 20_000; seq++) step(seq);
    vi.advanceTimersByTime(2_000);
    await disk.answer();
    expect(disk.orders.at(-1)).toMatchObject({ type: 'remake', lines: text(20_000) });
  });

  test('that is silent does not keep the server from ending', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const { log, step } = await open(new SlowDisk());
    step(1);
    const closed = log.close();
    await vi.advanceTimersByTimeAsync(2_000);
    await closed;
  });
});

test('a server that is killed comes back where the talk is', async () => {
  const before = await Hall.open({ logs: logs() });
  const [stage, phone] = [await before.presenter('stage'), await before.presenter('phone')];
  stage.say({ type: 'timer', action: 'start' });
  stage.say(go(1, 0));
  await phone.until('state', ({ seq }) => seq === 1);
  phone.say(go(2, 1));
  const last = await stage.until('state', ({ seq }) => seq === 2);
  stage.say({ type: 'pointer', x: 0, y: 0 });
  await before.kill();
  appendFileSync(file(), '{"at":1732260000000,"epo');

  const after = await Hall.open({ logs: logs() });
  const back = after.ask('/talk/live?page=stage', { cookie: 'key=stage' });
  expect(await back.next('state')).toEqual(last);
  expect(await back.next('timer')).toMatchObject({ running: true });
  // It knows still whose the newest command was.
  back.say(go(5, 1, last.epoch));
  expect(await back.next('state')).toEqual(last);
  back.say(go(3, 2, last.epoch));
  expect(await back.next('state')).toMatchObject({ epoch: last.epoch, seq: 3 });
  await after.close();
  expect(readFileSync(file(), 'utf8')).not.toContain('pointer');
});

test('a server without memory takes up what the first returning stage shows', async () => {
  const before = await Hall.open();
  const stage = await before.presenter('stage');
  stage.say(go(7, 0));
  const last = await stage.next('state');
  await before.kill();

  const after = await Hall.open();
  const [viewer, back] = [await after.viewer(), await after.presenter('stage')];
  back.say(go(8, last.seq, last.epoch));
  const taken = await viewer.next('state');
  expect(taken).toMatchObject({ seq: 1, live: true, position: { slide: 's8' } });
  expect(taken.epoch).not.toBe(last.epoch);
  const late = await after.presenter('laptop');
  late.say(go(5, last.seq, last.epoch));
  expect(await late.next('state')).toEqual(taken);
  await after.close();
});

describe('while a step is on its way to the disk', () => {
  test('nobody hears of it, not even who comes meanwhile; then all do, in order', async () => {
    const disk = new SlowDisk();
    const hall = await Hall.open({ logs: logs('/data', disk) });
    const opening = hall.presenter();
    await expect.poll(() => disk.orders.length).toBe(1);
    await disk.answer();
    const stage = await opening;
    const viewer = await hall.viewer();
    stage.say(go(1, 0));
    stage.say({ type: 'pointer', x: 0.5, y: 0.5 });
    stage.say(go(2, 0));
    await stage.answered();
    const late = hall.ask('/talk/live');
    await new Promise((resolve) => late.ws.once('open', resolve));
    await late.answered();
    expect(late.heard).toEqual([]);
    expect(viewer.heard.map(({ type }) => type)).toEqual(['welcome', 'state']);
    await disk.answer();
    await viewer.until('pointer', () => true);
    // The step that it has is told; the one that it has not is not.
    expect(viewer.heard.map(({ type }) => type)).toEqual(['welcome', 'state', 'state', 'pointer']);
    expect(late.heard).toEqual([]);
    await disk.answer();
    expect(await viewer.next('state')).toMatchObject({ seq: 2 });
    // The last that a page is told when it comes to a room that is live.
    await late.next('preview');
    expect(late.heard).toMatchObject([{ type: 'welcome' }, { type: 'state', seq: 2 }, { type: 'preview' }]);
    await hall.close();
  });

  test('presenters are told when it takes too long, and who comes later, too; the audience is not', async () => {
    const disk = new SlowDisk();
    const hall = await Hall.open({ logs: logs('/data', disk) });
    const opening = hall.presenter();
    await expect.poll(() => disk.orders.length).toBe(1);
    await disk.answer();
    const stage = await opening;
    const viewer = await hall.viewer();
    stage.say(go(1, 0));
    expect(await viewer.next('state')).toMatchObject({ seq: 1 });
    expect(await stage.next('log')).toEqual({ type: 'log', kept: false });
    const phone = await hall.presenter('phone');
    expect(await phone.next('log')).toEqual({ type: 'log', kept: false });
    await disk.answer();
    expect(await stage.next('log')).toEqual({ type: 'log', kept: true });
    expect(viewer.heard.map(({ type }) => type)).toEqual(['welcome', 'state', 'state']);
    await hall.close();
  });
});
