/** Every feature has its folder, and all that its line in the list names; and nothing else lies there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { carriedByWord, FEATURES } from '../../../server/deck/model/features.ts';

const root = join(import.meta.dirname, '../../..');
const features = join(root, 'server/deck/features');
const client = join(root, 'client/features');
const names = Object.keys(FEATURES);
const deckScript = readFileSync(join(root, 'client/deck.ts'), 'utf8');
const clientCode = readdirSync(join(root, 'client'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(root, 'client', file), 'utf8'))
  .join('\n');

test('every folder of a feature is in the list', () => {
  expect(foldersOf(features)).toEqual(names.toSorted());
});

test('every folder of tests is that of a feature', () => {
  expect(names).toEqual(expect.arrayContaining(foldersOf(import.meta.dirname)));
});

test('every folder of client/features/ is that of a feature, and nothing lies beside them', () => {
  expect(names).toEqual(expect.arrayContaining(readdirSync(client)));
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

  test('has the scripts that its words name, and others only where something loads them', () => {
    const folder = join(client, name);
    const named = carried.flatMap(([, , { script }]) => (script === undefined ? [] : [`${script}.ts`]));
    const there = existsSync(folder) ? readdirSync(folder) : [];
    expect(there).toEqual(expect.arrayContaining(named));
    const loaded = there.filter((file) => clientCode.includes(`/${file}'`));
    expect(there.toSorted()).toEqual(loaded.toSorted());
    for (const file of named) expect(deckScript).toContain(`import('./features/${name}/${file}')`);
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
