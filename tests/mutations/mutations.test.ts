/** The list of mutations stays true: what each replaces is in the source, and its tests are there. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import { describe, expect, test } from 'vitest';
import { mutated } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';

const root = join(import.meta.dirname, '../..');

describe('every mutation', () => {
  test('replaces what its file has exactly once', () => {
    expect(MUTATIONS.filter((mutation) => mutated(mutation, root) === undefined)).toEqual([]);
  });

  test('changes something, and leaves a source that can be read', async () => {
    expect(MUTATIONS.filter(({ from, to }) => from === to)).toEqual([]);
    for (const mutation of MUTATIONS) await transformWithOxc(mutated(mutation, root) ?? '', mutation.file);
  });

  test('is noticed by tests that are there, all of one project', () => {
    const missing = MUTATIONS.flatMap(({ tests }) => tests).filter((file) => !existsSync(join(root, file)));
    expect(missing).toEqual([]);
    const mixed = MUTATIONS.filter(
      ({ tests }) =>
        tests.length === 0 || new Set(tests.map((file) => file.startsWith('tests/browser/'))).size > 1,
    );
    expect(mixed).toEqual([]);
  });

  test('is in another place', () => {
    const places = MUTATIONS.map(({ file, from }) => `${file}: ${from}`);
    expect(new Set(places).size).toBe(places.length);
  });
});
