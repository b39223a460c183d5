/** Tests that a run names the test files that take more of it than they may. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SHARES, slowFiles } from './slow.ts';

/** A run of 1,000 s, in which 100 files take what these leave, each the same. */
function run(files: Readonly<Record<string, number>>): Record<string, number> {
  const rest = 1_000_000 - Object.values(files).reduce((all, one) => all + one, 0);
  return {
    ...files,
    ...Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`tests/${index}.test.ts`, rest / 100])),
  };
}

test('a file that takes more than one and a half times its share of a run is named', () => {
  expect(slowFiles(run({ 'tests/new.test.ts': 38_000 }))).toEqual([
    'Slow: tests/new.test.ts took 38 s, 3.8 % of its run, where tests/setup/slow.ts allows 2.5 %.',
  ]);
  expect(slowFiles(run({ 'tests/new.test.ts': 37_000 }))).toEqual([]);
});

test('a file in the list has a share of its own', () => {
  const file = 'tests/browser/layouts.test.ts';
  const share = SHARES[file] ?? 0;
  expect(share).toBeGreaterThan(0.03);
  expect(slowFiles(run({ [file]: share * 1.4 * 1_000_000 }))).toEqual([]);
  expect(slowFiles(run({ [file]: share * 1.6 * 1_000_000 }))).toHaveLength(1);
});

test('a slower machine changes nothing', () => {
  const slower = Object.entries(run({ 'tests/new.test.ts': 38_000 })).map(([file, took]) => [file, took * 3]);
  expect(slowFiles(Object.fromEntries(slower))).toHaveLength(1);
});

test('nothing was run', () => {
  expect(slowFiles({})).toEqual([]);
});

test('every file in the list is there', () => {
  const root = join(import.meta.dirname, '../..');
  expect(Object.keys(SHARES).filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
