/** Where links lead, and that they are followed no further than decks may read. */
import { symlinkSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { SymlinkResolver } from '../../server/files/symlinks.ts';
import { createFolder } from '../setup/folder.ts';

const folder = createFolder({
  'talks/a/deck.md': '# A',
  'talks/parts/part.md': '# Part',
  'talks/a/part.md': { link: '../parts/part.md' },
  'talks/a/again.md': { link: 'part.md' },
  'talks/a/parts': { link: '../parts' },
  'talks/a/later.md': { link: '../later/deep/part.md' },
  'talks/a/circle.md': { link: 'circle.md' },
  'outside/secret.md': '# Secret',
  'outside/back.md': { link: '../talks/parts/part.md' },
  'talks/a/secret.md': { link: '../../outside/secret.md' },
  'talks/a/back.md': { link: '../../outside/back.md' },
  'talks/a/out': { link: '../../outside' },
});
symlinkSync(folder.at('talks'), folder.at('by-another-name'));
afterAll(() => folder.remove(''));

test.each([
  ['a file', 'deck.md', []],
  ['nothing', 'nothing.md', []],
  ['a link', 'part.md', ['parts/part.md']],
  ['a link to a link', 'again.md', ['a/part.md', 'parts/part.md']],
  ['a file in a folder that is a link', 'parts/part.md', ['parts/part.md']],
  ['a link to what is not there yet', 'later.md', ['later/deep/part.md']],
  ['a link to itself', 'circle.md', []],
  ['a link out of the folder', 'secret.md', []],
  ['a link that comes back from there', 'back.md', []],
  ['a file in a folder that lies outside', 'out/secret.md', []],
  ['no path', 'a\0b.md', []],
])('%s has these other places', (_, file, places) => {
  for (const name of ['talks', 'by-another-name']) {
    const root = folder.at(name);
    const at = (path: string) => `${root}/${path}`;
    expect([...new SymlinkResolver([root]).of(at(`a/${file}`))]).toEqual(places.map(at));
  }
});

test('a folder that is read beside the one that is served counts as well', () => {
  const folders = [folder.at('talks'), folder.at('outside')];
  expect([...new SymlinkResolver(folders).of(folder.at('talks/a/secret.md'))]).toEqual([
    folder.at('outside/secret.md'),
  ]);
});
