/** A data folder: whose it is, when its holder is dead, alive, or not to be seen; and what becomes of it meanwhile. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DataFolder, openData } from '../../server/data/data-folder.ts';
import { orTimeout } from '../../server/data/disk-timeout.ts';
import { describeSelf, type LockHolder, type Processes } from '../../server/data/holder.ts';
import { readLogs } from '../../server/live/log/read-log.ts';
import { type Entry, encodeEntry } from '../../server/live/room/log-entry.ts';

let folder = '';
const reports: string[] = [];
const opened: DataFolder[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-data-'));
  reports.length = 0;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** The tests' own process, and those of which the test says that they run. */
const processes = (...running: readonly number[]): Processes => ({
  pid: process.pid,
  isRunning: (pid) => pid === process.pid || running.includes(pid),
});
const lock = () => join(folder, 'server.lock');
const holder = (): LockHolder => JSON.parse(readFileSync(lock(), 'utf8'));

async function open(running: Processes = processes()) {
  const report = (message: string) => void reports.push(message.replaceAll(folder, '/data'));
  const data = await openData({ folder, fsync: false, processes: running, report });
  if (data.folder) opened.push(data.folder);
  return data;
}

/** What another server would have left or hold. */
async function leave(change: Partial<LockHolder>): Promise<void> {
  writeFileSync(lock(), JSON.stringify({ ...(await describeSelf(processes())), pid: 7_777_777, ...change }));
}

const refusal = (pid: number, host = hostname()) =>
  `${folder} is in use by another server, process ${pid} on ${host}. End that one, or give this one another folder with --data.`;

describe('a lock', () => {
  test('is made, and given back at the end', async () => {
    const { folder: data, path } = await open();
    expect(path).toBe(folder);
    expect(holder()).toEqual(await describeSelf(processes()));
    await data?.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a process that runs is respected', async () => {
    await open();
    await expect(open()).rejects.toThrow(refusal(process.pid));
  });

  test('of a process that has ended is taken over at once', async () => {
    await leave({});
    const began = performance.now();
    expect((await open()).folder).toBeDefined();
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(holder().pid).toBe(process.pid);
    expect(readdirSync(folder)).toEqual(['server.lock']);
    expect(reports).toEqual([]);
  });

  test('of a process whose number has been given to another is taken over', async () => {
    await leave({ pid: process.pid, started: '1' });
    expect((await open()).folder).toBeDefined();
    expect(holder().started).not.toBe('1');
  });

  test.each([
    ['in another container, with this one’s own number', { pid: process.pid, space: 'boot pid:[2]' }],
    ['on another machine', { host: 'elsewhere', space: 'elsewhere' }],
    ['of which nothing can be told but its number', { pid: 7_777_777, started: '' }],
  ])('of a process %s is taken over where nobody answers the knock', async (_, other) => {
    await leave(other);
    expect((await open(processes(7_777_777))).folder).toBeDefined();
    expect(holder().pid).toBe(process.pid);
    expect(readdirSync(folder)).toEqual(['server.lock']);
  });

  test('of a process in another container is respected where the knock is answered', async () => {
    await leave({ pid: 1, host: 'a1b2c3', space: 'boot pid:[2]' });
    const answering = setInterval(() => rmSync(`${lock()}.knock`, { force: true }), 100);
    await expect(open()).rejects.toThrow(refusal(1, 'a1b2c3'));
    clearInterval(answering);
  });

  test('is answered for by its holder', async () => {
    await open();
    writeFileSync(`${lock()}.knock`, '');
    await expect.poll(() => existsSync(`${lock()}.knock`)).toBe(false);
  });

  test('that nobody can read is taken over, where nobody answers for it', async () => {
    writeFileSync(lock(), '{"pid":');
    expect((await open()).folder).toBeDefined();
  });

  test('that another takes over ends the writing, and both are told', async () => {
    const { folder: data } = await open();
    await leave({ pid: 4711, host: 'elsewhere', space: 'elsewhere' });
    await expect
      .poll(() => reports)
      .toEqual([
        '/data was taken by another server, process 4711 on elsewhere. Nothing more is written there; give one of them another folder with --data.',
      ]);
    expect(await data?.logWriter.ask({ type: 'open', folder, names: ['talk.log'] })).toEqual({
      type: 'failed',
      reason: 'process 4711 on elsewhere has taken the folder',
    });
    await data?.close();
    // It is the other's.
    expect(existsSync(lock())).toBe(true);
  });

  test('that another has just taken over is seen before a log is written anew', async () => {
    const { folder: data } = await open();
    await leave({ pid: 4711, host: 'elsewhere', space: 'elsewhere' });
    const file = join(folder, 'talk.log');
    expect(await data?.logWriter.ask({ type: 'remake', file, lines: 'mine\n' })).toMatchObject({
      type: 'failed',
    });
    expect(existsSync(file)).toBe(false);
  });
});

describe('a folder', () => {
  test('that is deleted is told at once, and made anew', async () => {
    const { folder: data } = await open();
    let remade = 0;
    data?.onRecreated(() => remade++);
    rmSync(folder, { recursive: true });
    await expect.poll(() => remade).toBe(1);
    expect(holder().pid).toBe(process.pid);
    expect(reports).toEqual([
      '/data was deleted while the server uses it. It is made anew, with what is known.',
    ]);
  });

  test('that cannot be is reported, and done without', async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    expect(await open()).toMatchObject({ path: folder, folder: undefined });
    expect(reports).toEqual([
      expect.stringMatching(
        /^\/data cannot be used \(.+\), so a restart forgets where talks are\. See --data\.$/,
      ),
    ]);
  });

  test.each([
    ['and its key and logs can be read', false],
    ['where a dead server has left its lock, too', true],
  ])('that may only be read is reported, %s', async (_, isLocked) => {
    const at = { at: 1, epoch: 'run' } as const;
    const position = { slide: 'two', h: 1, v: 0, f: -1 };
    const entry: Entry = { ...at, seq: 1, by: 'stage', type: 'go', position };
    writeFileSync(join(folder, 'talk.log'), encodeEntry(entry));
    if (isLocked) await leave({});
    chmodSync(folder, 0o555);
    // Root may write everywhere.
    if (process.getuid?.() === 0) process.seteuid?.('nobody');
    try {
      const { path, folder: data, readable, close } = await open();
      expect([path, data]).toEqual([folder, undefined]);
      if (!readable) throw new Error('It can be read.');
      const logs = readLogs(readable, (message) => void reports.push(message));
      const [log, other] = [await logs.open('talk'), await logs.open('other')];
      expect([log.entries(), log.isKept, other.entries()]).toEqual([[entry], false, []]);
      await close();
    } finally {
      if (process.getuid?.() === 0) process.seteuid?.(0);
    }
    expect(reports).toEqual([
      expect.stringMatching(
        /^\/data cannot be used \(EACCES: .+\)\. What it holds is read, and a restart forgets what comes\. See --data\.$/,
      ),
    ]);
  });
});

test('a disk that does not answer is waited for as long as a person waits', async () => {
  const began = performance.now();
  expect(await orTimeout(new Promise(() => {}), 'late')).toBe('late');
  expect(performance.now() - began).toBeGreaterThan(1_900);
  expect(await orTimeout(Promise.resolve('here'), 'late')).toBe('here');
});
