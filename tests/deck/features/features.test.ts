/** Every feature has its folder, and all that its line in the list names; and nothing else lies there. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { carriedByWord, FEATURES } from '../../../server/deck/model/features.ts';

const root = join(import.meta.dirname, '../../..');
const features = join(root, 'server/deck/features');
const names = Object.keys(FEATURES);

test('every folder of a feature is in the list', () => {
  expect(foldersOf(features)).toEqual(names.toSorted());
});

test('every folder of tests is that of a feature', () => {
  expect(names).toEqual(expect.arrayContaining(foldersOf(import.meta.dirname)));
});

test('every script of client/features/ is asked for by a word of the list, or by one that is', () => {
  const scripts = carriedByWord().flatMap(([, , { script }]) => script ?? []);
  const files = readdirSync(join(root, 'client/features'));
  expect(files).toEqual(expect.arrayContaining(scripts.map((script) => `${script}.ts`)));
});

describe.each(names)('%s', (name) => {
  const carried = carriedByWord().filter(([, folder]) => folder === name);

  test('has its file', () => {
    expect(existsSync(join(features, name, `${name}.ts`))).toBe(true);
  });

  test('carries all of its style sheets', () => {
    const named = carried.flatMap(([, , { styles, stylesElsewhere }]) => [
      ...[styles, stylesElsewhere].filter((sheet) => sheet !== undefined),
    ]);
    const there = readdirSync(join(features, name)).filter((file) => file.endsWith('.css'));
    expect(there.toSorted()).toEqual(named.toSorted());
  });

  test('has a test, or a pair of a deck and its slides', () => {
    const files = readdirSync(join(import.meta.dirname, name));
    expect(files.some((file) => file.endsWith('.test.ts'))).toBe(true);
  });
});

function foldersOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}
