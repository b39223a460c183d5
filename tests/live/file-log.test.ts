/** Logs in files: what survives the process, whenever it dies. */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileLogs } from '../../server/live/file-log.ts';
import { type Entry, encodeEntry } from '../../server/live/record.ts';
import { go, Hall } from './hall.ts';

let folder = '';
const reports: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-log-'));
  reports.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const logs = () => fileLogs(folder, (message) => reports.push(message.replace(folder, '')));
const entry = (seq: number): Entry => ({
  at: 1000 + seq,
  epoch: 'run',
  seq,
  by: 'stage',
  type: 'go',
  position: { slide: `größe-${seq}`, h: seq, v: 0, f: -1 },
});
const entries = (count: number) => Array.from({ length: count }, (_, i) => entry(i + 1));
const file = () => join(folder, 'talk.log');

test('what is appended is there again', async () => {
  const log = await logs().open('talk');
  for (const each of entries(100)) log.append([each]);
  await log.close();
  const again = await logs().open('talk');
  expect(again.entries()).toEqual(entries(100));
  again.append([entry(101)]);
  await again.close();
  expect(readFileSync(file(), 'utf8')).toBe(entries(101).map(encodeEntry).join(''));
  expect(reports).toEqual([]);
});

test('only the server’s user reads it', async () => {
  await (await logs().open('talk')).close();
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('a name that is no file’s name is kept inside the folder', async () => {
  await (await logs().open('../a b')).close();
  expect(existsSync(join(folder, '..%2Fa%20b.log'))).toBe(true);
});

test('wherever the last line is torn, it alone is dropped, and said so', async () => {
  const text = entries(2).map(encodeEntry).join('');
  const bytes = Buffer.from(text);
  const first = Buffer.byteLength(encodeEntry(entry(1)));
  for (let length = first; length <= bytes.length; length++) {
    writeFileSync(file(), bytes.subarray(0, length));
    reports.length = 0;
    const log = await logs().open('talk');
    // The end of the line alone may be missing: then nothing else is.
    const whole = length >= bytes.length - 1 ? 2 : 1;
    expect(log.entries()).toEqual(entries(whole));
    expect(reports).toHaveLength(whole === 2 || length === first ? 0 : 1);
    log.append([entry(whole + 1)]);
    await log.close();
    expect(readFileSync(file(), 'utf8')).toBe(
      entries(whole + 1)
        .map(encodeEntry)
        .join(''),
    );
  }
});

test('a torn line is shown', async () => {
  writeFileSync(file(), `${encodeEntry(entry(1))}{"at":10`);
  await (await logs().open('talk')).close();
  expect(reports).toEqual(['/talk.log: the last line was torn and is dropped: "{\\"at\\":10"']);
});

test('a line that says nothing known is passed over, and kept', async () => {
  const strange = '{"at":1,"epoch":"run","type":"applause"}\nnonsense\n';
  writeFileSync(file(), `${encodeEntry(entry(1))}${strange}`);
  appendFileSync(file(), encodeEntry(entry(2)));
  const log = await logs().open('talk');
  expect(log.entries()).toEqual(entries(2));
  await log.close();
  expect(readFileSync(file(), 'utf8')).toContain(strange);
  expect(reports).toEqual(['/talk.log: line 2, 3 says nothing known and is passed over.']);
});

test('a folder that cannot be is reported, and the talk goes on in memory', async () => {
  writeFileSync(join(folder, 'taken'), '');
  const log = await fileLogs(join(folder, 'taken'), (message) => reports.push(message)).open('talk');
  log.append([entry(1)]);
  expect(log.entries()).toEqual([entry(1)]);
  expect(reports).toEqual([
    expect.stringMatching(
      /taken.talk\.log cannot be used \(.+\), so a restart forgets where talks are\. See --data\.$/,
    ),
  ]);
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
