/** The first load, for which everybody waits: the process hurries then, says how far it is, and is modest later. */
import { symlinkSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { SiteCompiler } from '../../server/compiler/compiler.ts';
import { loadSite } from '../../server/site/load.ts';
import { siteMaker } from '../setup/loading.ts';
import { siteOf as emptySite } from '../setup/site.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

/** A process that, asked for a check, says which deck it is at, and answers with its priority. */
const script = `
  const { getPriority } = require('node:os');
  process.on('message', ({ id, type }) => {
    if (type !== 'check') return;
    process.send({ progress: [3, 45] });
    process.send({ id, answer: [String(getPriority())] });
  });
`;

test.each([
  ['that serves', false, constants.priority.PRIORITY_BELOW_NORMAL],
  ['of an author, who waits for each save', true, getPriority()],
])('a process %s hurries until there is a site', async (_, keepsProcess, after) => {
  const { folder, options } = siteOf({ 'build/server/compiler.js': script });
  symlinkSync(join(inject('buildDirectory'), 'client'), folder.at('build/client'), 'junction');
  const progress: unknown[] = [];
  const compiler = new SiteCompiler({
    loading: { ...options, buildDirectory: folder.at('build') },
    keepsProcess,
    node: process.execPath,
    pid: process.pid,
    report: () => {},
    progress: (...told) => progress.push(told),
  });
  try {
    expect(await compiler.check()).toEqual([String(getPriority())]);
    compiler.start(emptySite({}));
    expect(await compiler.check()).toEqual([String(after)]);
    expect(progress).toEqual([
      [3, 45],
      [3, 45],
    ]);
  } finally {
    compiler.close();
  }
});

test('a load counts its decks, few at the same time', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `deck-${i + 10}.md`);
  const { options } = siteOf(Object.fromEntries(names.map((name) => [name, `# ${name}`])));
  const events: (string | number)[] = [];
  await loadSite({
    ...options,
    report: (begun) => events.push(begun),
    progress: (loaded, all) => events.push(loaded, all),
  });
  const counts = events.filter((event) => typeof event === 'number');
  expect(counts).toEqual(names.flatMap((_, i) => [i + 1, 12]));
  expect(events.slice(0, 5).every((event) => typeof event === 'string')).toBe(false);
});
