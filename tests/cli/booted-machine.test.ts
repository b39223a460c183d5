/** What the environment says of a booted machine, and how its processes are counted. */
import { uptime } from 'node:os';
import { expect, test } from 'vitest';
import { bootedMachine, countProcesses } from '../../server/cli/booted-machine.ts';
import { flagTable } from '../../server/cli/flags.ts';
import { createFolder } from '../setup/folder.ts';

test.each([
  ['Xen 4.17 (PVH)', 'Xen 4.17 (PVH)'],
  [' KVM\n', 'KVM'],
  ['<b>Ünknown</b>', 'b nknown /b'],
  ['x'.repeat(100), 'x'.repeat(80)],
])('is called %j: %j', (said, shown) => {
  expect(bootedMachine({ LECTERN_BOOTED_ON: said })?.on).toBe(shown);
});

test.each([undefined, '', ' ', '“”'])('is none where its name is %j', (said) => {
  expect(bootedMachine({ LECTERN_BOOTED_ON: said, LECTERN_IMAGE_BYTES: '1' })).toBeUndefined();
});

test.each([
  ['41943040', 41_943_040],
  ['41943040    ', 41_943_040],
  ['', undefined],
  ['-1', undefined],
  ['4e7', undefined],
  [undefined, undefined],
])('has an image of %j bytes: %j', (said, bytes) => {
  const machine = bootedMachine({ LECTERN_BOOTED_ON: 'KVM', LECTERN_IMAGE_BYTES: said });
  expect(machine?.imageBytes).toBe(bytes);
});

test.each([
  ['the kernel', undefined, uptime()],
  ['the server, which had crashed', (uptime() - 2).toFixed(3), 2],
  ['the kernel, when nobody can say since when the server runs', 'long ago', uptime()],
])('counts seconds from the start of %s', (_, again, seconds) => {
  const machine = bootedMachine({ LECTERN_BOOTED_ON: 'KVM', LECTERN_STARTED_AGAIN: again });
  const found = machine?.secondsSinceStart() ?? 0;
  expect(found).toBeGreaterThanOrEqual(seconds - 0.02);
  expect(found).toBeLessThan(seconds + 60);
});

test('is told by variables that are no options', () => {
  const options = Object.values(flagTable).map(({ variable }) => variable);
  for (const name of ['LECTERN_BOOTED_ON', 'LECTERN_IMAGE_BYTES', 'LECTERN_STARTED_AGAIN'])
    expect(options).not.toContain(name);
});

test('counts processes, but neither the kernel’s threads nor what has ended', () => {
  const proc = createFolder({
    '1/cmdline': '/init\0',
    '2/cmdline': '',
    '37/cmdline': '/lectern\0--port\x008000\0',
    '38/status': 'Z',
    'self/cmdline': '/lectern\0',
    uptime: '8.10 9.00\n',
  });
  expect(countProcesses(proc.path)).toBe(2);
  expect(countProcesses(proc.at('none'))).toBeUndefined();
  proc.remove('');
});
