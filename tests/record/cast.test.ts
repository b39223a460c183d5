/** Recordings as the recorder writes them, and the one that the deck `mirage` plays. */
import { readFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { durationOf, readCast } from '../../server/deck/features/casts/asciicast.ts';
import { createFolder } from '../setup/folder.ts';
import { CastWriter, tracesIn } from './cast.ts';
import { runInTerminal } from './record.ts';

const recording = readFileSync(join(import.meta.dirname, '../../decks/mirage/build.cast'), 'utf8');

/** All output, with a sign for the escape that begins a colour. */
function shownBy(text: string): string {
  const cast = readCast(text);
  const output = 'reason' in cast ? cast.reason : cast.events.map(([, , data]) => data).join('');
  return output.replaceAll('\u001b', '⎋');
}

test('output is written with the time since the output before', () => {
  const cast = new CastWriter({ cols: 80, rows: 24, title: 'A "build"' });
  cast.add('$ ', 5000);
  cast.add('\u001b[1mä\r\n', 6234.5678);
  expect(cast.text()).toBe(
    '{"version":3,"term":{"cols":80,"rows":24},"title":"A \\"build\\""}\n[0,"o","$ "]\n[1.235,"o","\\u001b[1mä\\r\\n"]\n',
  );
});

test('words that tell whose machine it was are found, in paths of Windows too', () => {
  const cast = new CastWriter({ cols: 80, rows: 24, title: '' });
  cast.add('Wrote C:\\Users\\ada\\talk.md', 0);
  expect(tracesIn(cast.text(), ['C:\\Users\\ada', '/home/ada', ''])).toEqual(['C:\\Users\\ada']);
});

test('a machine is named by its whole name, not by letters of another word', () => {
  const cast = new CastWriter({ cols: 80, rows: 24, title: '' });
  cast.add('kvm-clock: using sched offset', 0);
  expect(tracesIn(cast.text(), ['vm'])).toEqual([]);
  cast.add('ada@vm:~$', 1);
  expect(tracesIn(cast.text(), ['vm'])).toEqual(['vm']);
});

test('a program runs in a real terminal of the size that is recorded', async () => {
  const folder = createFolder();
  const script = 'console.log(process.stdout.isTTY + " " + process.stdout.columns); process.exitCode = 3';
  let shown = '';
  const code = await runInTerminal([process.execPath, '-e', script], folder.path, (text) => {
    shown += text;
  });
  expect({ code, shown: shown.trim() }).toEqual({ code: 3, shown: 'true 64' });
  folder.remove('');
});

test('the recorded build shows, in colours, what it did and what the file is made of', () => {
  const shown = shownBy(recording);
  expect(shown).toMatch(/^⎋\[1;32m\$⎋\[0m npm run build -- --deck mirage\r\n/);
  expect(shown).toMatch(/Compiling mirage\/deck\.md\r\ndist\/lectern\.mjs: ⎋\[1m\d+ kB/);
  expect(shown).toMatch(/\n {2}server +\d+ kB +\d+ % {2}⎋\[46m +⎋\[0m\r\n/);
  expect(shown).not.toMatch(/warning|error/i);
});

test('the recorded build took the time that it tells, and names no machine, folder or person', () => {
  const cast = readCast(recording);
  const told = Number(/Built in ([\d.]+) s\./.exec(shownBy(recording))?.[1]);
  expect('reason' in cast ? 0 : durationOf(cast)).toBeGreaterThan(told);
  expect(recording).not.toMatch(/\/(?:home|root|Users|tmp|var)\b|[A-Z]:\\|@[\w-]+:|file:/);
  expect(tracesIn(recording, [homedir(), hostname(), process.cwd()])).toEqual([]);
});
