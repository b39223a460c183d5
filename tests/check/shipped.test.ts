/** The decks that ship with Lectern, and the command by which they are checked. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, runNode } from '../setup/command.ts';
import { createFolder } from '../setup/folder.ts';

/** A first compilation of the guide takes a while where other tests run beside. */
const DISK_TIMEOUT_MS = 120_000;

const root = join(import.meta.dirname, '../..');

test('nothing is wrong with the decks that ship', { timeout: DISK_TIMEOUT_MS }, async () => {
  const { code, stdout, stderr } = await runNode([command, 'check'], { cwd: root });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Nothing wrong in \d+ decks, \d+ slides\.\n$/);
});

test('errors end it with 1, warnings alone with 0', { timeout: DISK_TIMEOUT_MS }, async () => {
  const folder = createFolder({
    'error.md': '# One\n\n[on](#/tow)\n\n---\n\n# Two\n',
    'warning.md': '<img src="data:,">\n',
  });
  const run = (...args: readonly string[]) => runNode([command, 'check', ...args], { cwd: folder.path });
  expect(await run('error.md')).toEqual({
    code: 1,
    signal: null,
    stdout:
      'error.md:3:6 error `#/tow` leads nowhere: no slide has the id `tow`. Did you mean `two`? [broken-link]\n\n' +
      '1 error in 1 deck, 2 slides.\n',
    stderr: '',
  });
  const { code, stdout } = await run('warning.md', '--format', 'json');
  expect([code, JSON.parse(stdout)]).toMatchObject([
    0,
    { errors: 0, warnings: 1, problems: [{ rule: 'alt-text' }] },
  ]);
  folder.remove('');
});
