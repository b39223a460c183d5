/** The process that compiles ends with its server, whenever that is killed, and whatever it does then. */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { startNode } from '../setup/command.ts';
import { siteMaker } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

/** It looks for its server twice in a second, on a machine where other tests run. */
const DISK_TIMEOUT_MS = 20_000;

/** A server that has the process load a site, and never ends. */
const server = `
  const { spawn } = require('node:child_process');
  const [script, options] = process.argv.slice(1);
  const child = spawn(process.execPath, [script, String(process.pid)], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  child.send({ options: JSON.parse(options), wanted: [], stopped: [], known: new Map() });
  child.send({ id: 1, type: 'load', asked: { pass: 'full' } });
  child.stdio[3].resume();
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test.each([
  ['at once', 0, '# One'],
  ['while it begins', 100, '# One'],
  ['when it has nothing to do', 3000, '# One'],
  ['when it reads what never ends', 3000, `---\nseparator: '^(-+)+$'\n---\n\n# One\n\n${'-'.repeat(60)}x`],
])('a server that is killed %s', async (_when, delay, deck) => {
  vi.setConfig({ testTimeout: 60_000 });
  const { options } = siteOf({ 'talk.md': deck });
  const script = join(inject('buildDirectory'), 'server', 'compiler.js');
  const { child, says, ended } = startNode(['-e', server, script, JSON.stringify(options)]);
  const pid = Number((await says(/^\d+$/m))[0]);
  expect(isRunning(pid)).toBe(true);
  await setTimeout(delay);
  child.kill('SIGKILL');
  await ended;
  await expect.poll(() => isRunning(pid), { timeout: DISK_TIMEOUT_MS }).toBe(false);
});
