/** The client half of a build, read back. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readClientBundle } from '../../server/bundle/client.ts';

const code = 'export const answer = 42;\n'.repeat(40);
let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lectern-client-'));
  mkdirSync(join(directory, 'client', '.vite'), { recursive: true });
  const manifest = {
    'client/deck.ts': {
      file: 'deck.1.js',
      isEntry: true,
      imports: ['_shared.js'],
      dynamicImports: ['client/media.ts'],
    },
    '_shared.js': { file: 'shared.2.js', imports: ['_base.js'] },
    '_base.js': { file: 'base.3.js', imports: ['_shared.js'] },
    'client/media.ts': {
      file: 'media.4.js',
      isDynamicEntry: true,
      css: ['media.5.css'],
      assets: ['icon.6.png'],
    },
  };
  const files = {
    '.vite/manifest.json': JSON.stringify(manifest),
    'deck.1.js': code,
    'shared.2.js': code,
    'base.3.js': '1',
    'media.4.js': code,
    'media.5.css': 'a{color:red}',
    'icon.6.png': code,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, 'client', name), text);
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('an entry is found by its source', async () => {
  const bundle = await readClientBundle(directory);
  expect(bundle.nameOf('client/deck.ts')).toBe('deck.1.js');
  expect(bundle.textOf('client/deck.ts')).toBe(code);
});

test('its text is read once', async () => {
  const bundle = await readClientBundle(directory);
  bundle.textOf('client/deck.ts');
  rmSync(join(directory, 'client'), { recursive: true });
  expect(bundle.textOf('client/deck.ts')).toBe(code);
  expect(() => bundle.textOf('client/media.ts')).toThrow(
    `The build has no file media.4.js: remove ${directory} and start again.`,
  );
});

test('every file that the manifest names is known', async () => {
  const { names } = await readClientBundle(directory);
  expect([...names].sort()).toEqual([
    'base.3.js',
    'deck.1.js',
    'icon.6.png',
    'media.4.js',
    'media.5.css',
    'shared.2.js',
  ]);
});

test('imports are followed, cycles included; what loads later is not among them', async () => {
  const bundle = await readClientBundle(directory);
  expect(bundle.importsOf('client/deck.ts')).toEqual(['shared.2.js', 'base.3.js']);
});

test('an entry that was not built is an error that says where to look', async () => {
  const bundle = await readClientBundle(directory);
  expect(() => bundle.nameOf('client/none.ts')).toThrow(
    'The build has no entry client/none.ts: is it listed in vite.config.ts?',
  );
});
