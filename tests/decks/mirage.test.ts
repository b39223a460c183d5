/** The deck that is sealed into the server that shows it: what it says of itself is true. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { figuresOf, type StatedFigures, statedIn } from '../setup/figures.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { build, buildStatic, type Served, startServer } from '../setup/sealed.ts';

/** The size of the unikernel that served the talk of 2014, in bytes. */
const UNIKERNEL = 938_000;

/** It is compiled, sealed and started. */
const DISK_TIMEOUT_MS = 120_000;

const decks = join(import.meta.dirname, '../../decks');

let folder: TestFolder;
let file = '';
let server: Served;
let stated: StatedFigures;
beforeAll(async () => {
  folder = createFolder();
  ({ file } = await build(decks, folder.path, '--deck', 'mirage', '--report'));
  server = await startServer([file], folder.path);
  stated = statedIn(await (await fetch(server.address)).text());
}, DISK_TIMEOUT_MS);
afterAll(async () => {
  await server?.stop();
  folder.remove('');
});

test('the size that it states is that of the file, and no larger than the unikernel’s', () => {
  const { size } = statSync(file);
  expect(stated.size).toBe(size.toLocaleString('en'));
  expect(size).toBeLessThanOrEqual(UNIKERNEL);
});

test('the parts that it states are those of the report', () => {
  const report = readFileSync(folder.at('report.html'), 'utf8');
  const groups = report.split('<tr class="of-group">').slice(1);
  // A kind of which there is one part of the same name has no further row.
  const rows = groups.map((group) => Math.max(1, group.split('<tr>').length - 1));
  expect(stated.parts).toBe(String(rows.reduce((sum, count) => sum + count, 0)));
});

test('the digest that it states is that of the file, worked out anew', () => {
  expect(stated).toEqual(figuresOf(file));
});

test('the recording that it plays is the one that was made of its compilation', async () => {
  const cast = await (await fetch(`${server.address}build.cast`)).text();
  expect(cast).toBe(readFileSync(join(decks, 'mirage', 'build.cast'), 'utf8'));
  const page = await (await fetch(server.address)).text();
  const [player = ''] = /<lectern-cast [^>]*>/.exec(page) ?? [];
  expect(player).toContain(' src="./build.cast"');
  expect(player).toContain(' speed="8"');
});

test('without a machine of its own it says what that would be, sealed or not', {
  timeout: DISK_TIMEOUT_MS,
}, async () => {
  const { site } = await buildStatic(decks, folder.at('words'), '--deck', 'mirage');
  const sealed = await (await fetch(server.address)).text();
  for (const html of [sealed, readFileSync(join(site, 'index.html'), 'utf8')]) {
    expect([...html.matchAll(/<span data-booted="(\w+)">([^<]*)/g)].map((mark) => mark.slice(1))).toEqual([
      ['on', 'Xen, or any machine'],
      ['in', 'a few'],
      ['size', 'some forty million'],
      ['processes', 'two'],
    ]);
  }
});

test('without a seal it says what it can', { timeout: DISK_TIMEOUT_MS }, async () => {
  const { site } = await buildStatic(decks, folder.at('files'), '--deck', 'mirage');
  expect(statedIn(readFileSync(join(site, 'index.html'), 'utf8'))).toEqual({
    size: 'some hundred thousand',
    parts: 'some thirty',
    digest: 'knownonceitissealed',
  });
});
