/** Links to the sources of other decks, and where they lead. */
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withDeckLinks } from '../../../server/compile/addresses/deck-links.ts';
import type { Reference } from '../../../server/deck/model/deck.ts';
import { createFolder } from '../../setup/folder.ts';

const folder = createFolder({ 'notes.md': 'no deck' });
afterAll(() => folder.remove(''));

const at = (path: string) => resolve(folder.path, path);
const mains = new Map([
  [at('one.md'), 'one'],
  [at('two.md'), 'two'],
  [at('my talk/deck.md'), 'my talk'],
  [at('page/index.html'), 'page'],
  [at('theirs/two.md'), 'theirs/two'],
]);

function leads(url: string, own: Partial<Reference> = {}, homes: readonly string[] = [folder.path]) {
  const awaited = new Set<string>();
  const links = withDeckLinks((reference) => `[${reference.url}]`, {
    root: folder.path,
    homes,
    name: 'one',
    directory: folder.path,
    mains,
    awaited,
  });
  const to = links({ url, kind: 'link', file: 'one.md', line: 1, column: 1, ...own });
  return [to, [...awaited]];
}

test.each([
  ['two.md', '[/two/]'],
  ['./two.md#/3/1', '[/two/#/3/1]'],
  ['/two.md?x#y', '[/two/?x#y]'],
  ['my%20talk/deck.md', '[/my%20talk/]'],
  ['my talk/deck.md', '[/my%20talk/]'],
  ['page/index.html', '[/page/]'],
  ['one.md', './'],
  ['one.md#/2', '#/2'],
  ['notes.md', '[notes.md]'],
  ['https://example.org/two.md', '[https://example.org/two.md]'],
  ['two.md.pdf', '[two.md.pdf]'],
  ['#/two', '[#/two]'],
])('%s leads to %s', (url, address) => {
  expect(leads(url)).toEqual([address, []]);
});

test('from an included file, a way begins there', () => {
  expect(leads('../two.md', { base: join('parts', 'part.md') })).toEqual(['[/two/]', []]);
});

test('only links lead to decks', () => {
  expect(leads('two.md', { kind: 'frame' })).toEqual(['[two.md]', []]);
});

test('a deck that is not there is waited for', () => {
  expect(leads('three.md')).toEqual(['[three.md]', [at('three.md')]]);
});

test.each([
  ['/two.md', '[/theirs/two/]', []],
  ['/my%20talk/deck.md', '[/my%20talk/]', []],
  ['/notes.md', '[/notes.md]', []],
  ['/three.md', '[/three.md]', [at('theirs/three.md'), at('three.md')]],
])(
  'below a folder of reveal-md, %s leads from there, else from the served folder, to %s',
  (url, address, awaited) => {
    expect(leads(url, {}, [at('theirs'), folder.path])).toEqual([address, awaited]);
  },
);
